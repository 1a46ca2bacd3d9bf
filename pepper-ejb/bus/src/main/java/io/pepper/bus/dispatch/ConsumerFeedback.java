package io.pepper.bus.dispatch;

import io.pepper.bus.dispatch.outcome.OutcomeListener;
import io.pepper.job.Excerpt;
import io.pepper.job.TopicId;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The effect of responses on the delivery of one topic: passes them to the circuit breaker, closes
 * the buffer when the consumer becomes unavailable, and wakes the loop. Called by workers and
 * threads of the store; never blocks.
 */
final class ConsumerFeedback implements OutcomeListener {
  private static final int MAX_LOGGED = 1000;
  private static final System.Logger LOG = System.getLogger(TopicDispatcher.class.getName());

  private final TopicId topic;
  private final ConsumerCircuitBreaker breaker;
  private final DeliveryBuffer buffer;
  private final DueTimes dueTimes;
  private final Wakeup wakeup;

  /** The mark that the log says that the topic waits; each wait is logged once, with its end. */
  private final AtomicBoolean waiting = new AtomicBoolean();

  ConsumerFeedback(
      TopicId topic,
      ConsumerCircuitBreaker breaker,
      DeliveryBuffer buffer,
      DueTimes dueTimes,
      Wakeup wakeup) {
    this.topic = topic;
    this.breaker = breaker;
    this.buffer = buffer;
    this.dueTimes = dueTimes;
    this.wakeup = wakeup;
  }

  @Override
  public void consumerAway(String why) {
    stopDelivery(why);
    wakeup.signalChange();
  }

  @Override
  public void refused(String why, boolean counted) {
    boolean changed = counted ? breaker.refusedTooOften(why) : breaker.refused(why);
    if (changed) {
      LOG.log(Level.INFO, "{0} asks its consumer again: {1}", topic, why);
    }
    if (!breaker.isAvailable()) {
      buffer.close();
      wakeup.signalChange();
    }
  }

  @Override
  public void reached() {
    breaker.reached();
  }

  @Override
  public void returned() {
    wakeup.signalJobs();
  }

  @Override
  public void scheduled(Instant due) {
    if (dueTimes.add(due)) {
      wakeup.signalChange();
    }
  }

  /**
   * Stops delivery until a ping succeeds. The breaker comes before the buffer: the loop opens the
   * buffer first and then checks the breaker again.
   */
  void stopDelivery(String why) {
    breaker.markUnavailable(why);
    if (waiting.compareAndSet(false, true)) {
      LOG.log(
          Level.WARNING,
          "{0} waits, no job of it is delivered: {1}",
          topic,
          Excerpt.ofBothEnds(why, MAX_LOGGED));
    }
    buffer.close();
  }

  /** Reports that a ping succeeded, after which jobs are delivered. */
  void consumerBack() {
    breaker.markAvailable();
    if (waiting.compareAndSet(true, false)) {
      LOG.log(Level.INFO, "{0} waits no longer: its consumer answered the ping", topic);
    }
  }

  /** Forgets that it waited, because another consumer takes the place of the one before. */
  void consumerReplaced() {
    breaker.reset();
    waiting.set(false);
  }
}
