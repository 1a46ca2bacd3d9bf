package io.pepper.bus.dispatch;

import io.pepper.bus.definition.TopicDefinition;
import io.pepper.bus.delivery.ConsumerResponse;
import io.pepper.bus.dispatch.outcome.OutcomeWriter;
import io.pepper.bus.dispatch.outcome.Outcomes;
import io.pepper.bus.dispatch.outcome.StoreAvailability;
import io.pepper.bus.metrics.TopicFigures;
import io.pepper.bus.metrics.TopicState;
import io.pepper.bus.metrics.TopicStatus;
import io.pepper.concurrent.Threads;
import io.pepper.job.TopicId;
import io.pepper.store.StoreUnavailableException;
import io.pepper.store.WaitingDequeue;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The delivery of one topic (its states: {@link TopicState}). One virtual thread, the loop, owns
 * the state: it pings, fetches jobs from the store, makes due jobs ready, and sleeps when there is
 * nothing to do; workers deliver. The other methods are for any thread; they change what the loop
 * reads and wake it.
 */
final class TopicDispatcher {
  private static final System.Logger LOG = System.getLogger(TopicDispatcher.class.getName());

  private final DispatchContext context;
  private final TopicId topic;
  private final Wakeup wakeup = new Wakeup();
  private final DeliveryBuffer buffer = new DeliveryBuffer(wakeup);
  private final ConsumerCircuitBreaker breaker;
  private final ConsumerFeedback feedback;
  private final JobFetcher fetcher;
  private final DueTimes dueTimes;
  private final RecoverySweep sweep;
  private final ConsumerPing ping;
  private final OutcomeWriter writer;
  private final Outcomes outcomes;
  private final Workers workers;
  private final Thread loop;
  private volatile DeliveryTarget target;
  private volatile boolean stopping;
  private int storeFailures;

  TopicDispatcher(TopicId topic, TopicDefinition definition, DispatchContext context) {
    this.topic = topic;
    this.context = context;
    DispatchSettings settings = context.settings();
    this.fetcher = new JobFetcher(topic, context.store(), buffer);
    this.breaker = new ConsumerCircuitBreaker(context.clock(), settings);
    this.dueTimes = new DueTimes(context.store(), topic, context.clock());
    this.feedback = new ConsumerFeedback(topic, breaker, buffer, dueTimes, wakeup);
    this.sweep = new RecoverySweep(topic, dueTimes, context);
    this.ping = new ConsumerPing(topic, context.pingLimiter(), settings.pingTimeout());
    this.writer = context.newWriter();
    TopicFigures figures = context.figures().of(topic);
    this.outcomes = new Outcomes(writer, figures, context.clock(), feedback);
    this.workers = new Workers(topic, buffer, outcomes, figures, context);
    this.loop = Threads.virtual("pepper-dispatch-" + topic).unstarted(this::run);
    redefine(definition);
  }

  void start() {
    loop.start();
  }

  /**
   * Replaces the definition between two deliveries: those under way end as they began. Another
   * consumer is pinged before it gets jobs.
   */
  synchronized void redefine(TopicDefinition definition) {
    DeliveryTarget old = target;
    target = DeliveryTarget.of(definition, old, context.transports());
    workers.deliverTo(target);
    buffer.resize(target, workers::useful);
    if (definition.paused() || !target.sameConsumer(old)) {
      workers.abortWaiting();
    }
    if (!target.sameConsumer(old)) {
      feedback.consumerReplaced();
      outcomes.forgetRefusals();
      // Otherwise the loop would first wait for the old one, and for the pings of its other topics.
      ping.interrupt();
    }
    if (state() != TopicState.OPEN) {
      buffer.close();
    }
    wakeup.signalChange();
  }

  /** Reports that jobs may have become ready. Almost free while the loop is awake. */
  void signal() {
    wakeup.signalJobs();
  }

  ConsumerFeedback feedback() {
    return feedback;
  }

  private void run() {
    while (!stopping) {
      try {
        step();
        storeFailures = 0;
      } catch (StoreUnavailableException e) {
        context.storeAvailability().reportUnavailable(e);
        sweep.planAfterOutage();
        pause();
      } catch (RuntimeException | Error e) {
        // Edge: this thread must live, or the topic would stop for ever.
        LOG.log(Level.ERROR, "dispatching of " + topic + " goes on after a failure", e);
        pause();
      }
    }
    outcomes.giveBack(buffer.drain());
  }

  private void pause() {
    wakeup.sleep(StoreAvailability.pauseNanos(++storeFailures), false);
    fetcher.mayHaveMore();
  }

  private void step() {
    boolean promoted = dueTimes.promote();
    boolean isActive = wakeup.consumeJobsSignal() || promoted;
    if (sweep.runDue(isActive) || isActive) {
      fetcher.mayHaveMore();
    }
    switch (state()) {
      case OPEN -> fetchJobs();
      case CLOSED -> pingWhenDue();
      case PAUSED, PULLED -> idle(Long.MAX_VALUE);
      case STOPPED -> {}
    }
  }

  private void fetchJobs() {
    buffer.open();
    if (state() != TopicState.OPEN) {
      buffer.close();
      return;
    }
    int started = fetcher.fetch();
    if (started < 0) {
      awaitJobs();
    } else {
      context.storeAvailability().reportAvailable();
      workers.start(started);
    }
  }

  private void awaitJobs() {
    WaitingDequeue waiting = fetcher.placeDequeue(workers::start);
    try {
      wakeup.sleep(nanosUntilSweep(), fetcher.isDrained());
    } finally {
      waiting.end();
    }
  }

  /** Gives fetched jobs back, for other nodes to deliver, and pings when it is time. */
  private void pingWhenDue() {
    outcomes.giveBack(buffer.drain());
    Instant when = breaker.nextPing().orElse(Instant.MIN);
    long wait = Duration.between(context.clock().instant(), when).toNanos();
    if (wait > 0) {
      idle(wait);
    } else {
      ping();
    }
  }

  private void ping() {
    DeliveryTarget pinged = target;
    ping.ping(pinged.definition().delivery(), pinged.transport())
        .ifPresent(response -> pinged(pinged, response));
  }

  private synchronized void pinged(DeliveryTarget pinged, ConsumerResponse response) {
    if (!pinged.sameConsumer(target)) {
      return;
    }
    if (response.succeeded()) {
      feedback.consumerBack();
      fetcher.mayHaveMore();
    } else {
      feedback.stopDelivery(response.error());
    }
  }

  private void idle(long maxNanos) {
    buffer.close();
    outcomes.giveBack(buffer.drain());
    wakeup.sleep(Math.min(maxNanos, nanosUntilSweep()), false);
  }

  private long nanosUntilSweep() {
    return Math.min(dueTimes.nanosLeft(), sweep.nanosLeft());
  }

  private TopicState state() {
    if (stopping) {
      return TopicState.STOPPED;
    }
    return target.state(breaker.isAvailable());
  }

  TopicStatus status() {
    TopicState state = state();
    boolean closed = state == TopicState.CLOSED;
    return new TopicStatus(
        state,
        closed ? breaker.reason() : "",
        closed ? breaker.nextPing() : Optional.empty(),
        workers.running(),
        buffer.waiting(),
        writer.unrecorded(),
        target.pool());
  }

  TopicDefinition definition() {
    return target.definition();
  }

  /** Stops fetching and gives back what no worker has; deliveries under way go on. */
  void stopFetching() {
    stopping = true;
    buffer.close();
    workers.abortWaiting();
    wakeup.signalChange();
  }

  /** Returns whether everything has ended after {@link #stopFetching}. */
  boolean hasEnded() {
    return !loop.isAlive() && workers.isIdle();
  }

  void abort() {
    ping.interrupt();
    workers.abort();
  }

  /** Gives back the jobs of deliveries that have not ended; returns whether all is recorded. */
  boolean close(Duration timeout) throws InterruptedException {
    workers.abandon();
    return writer.close(timeout);
  }
}
