package io.pepper.bus.dispatch;

import io.pepper.bus.dispatch.outcome.OutcomeListener;
import io.pepper.job.TopicId;
import java.lang.System.Logger.Level;
import java.time.Instant;

/**
 * The effect of responses on the delivery of one topic: passes them to the circuit breaker, closes
 * the buffer when the consumer becomes unavailable, and wakes the loop. Called by workers and
 * threads of the store; never blocks.
 */
final class ConsumerFeedback implements OutcomeListener {
  private static final System.Logger LOG = System.getLogger(TopicDispatcher.class.getName());

  private final TopicId topic;
  private final ConsumerCircuitBreaker breaker;
  private final DeliveryBuffer buffer;
  private final DueTimes dueTimes;
  private final Wakeup wakeup;

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
    if (breaker.markUnavailable(why)) {
      LOG.log(Level.INFO, "{0} waits for its consumer: {1}", topic, why);
    }
    buffer.close();
  }
}
