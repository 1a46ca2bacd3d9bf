package io.pepper.bus.dispatch;

import io.pepper.bus.definition.TopicDefinition;
import io.pepper.bus.delivery.ConsumerResponse;
import io.pepper.bus.metrics.TopicFigures;
import io.pepper.job.TopicId;
import io.pepper.store.StoreUnavailableException;
import io.pepper.store.WaitingDequeue;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;

/**
 * Delivers one topic (the states: {@link TopicState}). One virtual thread, the loop, owns the
 * state: it pings, takes jobs from the store, makes due jobs ready, and sleeps when there is
 * nothing to do; workers deliver. The other methods are for any thread; they change what the loop
 * looks at and wake it.
 */
final class TopicDispatcher implements Outcomes.Listener {
  private static final System.Logger LOG = System.getLogger(TopicDispatcher.class.getName());

  private final TopicId topic;
  private final DispatchContext around;
  private final Wakeup wakeup = new Wakeup();
  private final DeliveryBuffer bench = new DeliveryBuffer(wakeup);
  private final ConsumerCircuitBreaker gate;
  private final JobFetcher intake;
  private final DueTimes dueTimes;
  private final RecoverySweep rounds;
  private final ConsumerPing doorbell;
  private final OutcomeWriter ledger;
  private final Outcomes outcomes;
  private final Workers workers;
  private final Thread loop;
  private volatile DeliveryTarget target;
  private volatile boolean stopping;
  private int storeFailures;

  TopicDispatcher(TopicId topic, TopicDefinition definition, DispatchContext around) {
    this.topic = topic;
    this.around = around;
    this.intake = new JobFetcher(topic, around.store(), bench);
    this.gate = new ConsumerCircuitBreaker(around.clock(), around.settings());
    this.dueTimes = new DueTimes(around.store(), topic, around.clock());
    this.rounds = new RecoverySweep(topic, dueTimes, around);
    this.doorbell = new ConsumerPing(topic, around.porch(), around.settings().pingLimit());
    this.ledger = new OutcomeWriter(around);
    TopicFigures figures = around.figures().of(topic);
    this.outcomes = new Outcomes(ledger, figures, around.clock(), this);
    this.workers = new Workers(topic, bench, outcomes, figures, around);
    this.loop = Thread.ofVirtual().name("dispatch " + topic).unstarted(this::run);
    redefine(definition);
  }

  void start() {
    loop.start();
  }

  /**
   * Takes effect between two deliveries: those under way end as they began. Another consumer is
   * pinged before it gets jobs.
   */
  synchronized void redefine(TopicDefinition definition) {
    DeliveryTarget old = target;
    target = DeliveryTarget.of(definition, old, around.carriers());
    workers.deliverTo(target);
    bench.resize(definition.workers(), target.batch(), workers::useful);
    if (definition.paused() || !target.sameConsumer(old)) {
      workers.abortWaiting();
    }
    if (!target.sameConsumer(old)) {
      gate.reset();
      outcomes.forgetRefusals();
      // Or the loop would first wait for the old one, and for its other topics in line.
      doorbell.breakOff();
    }
    if (state() != TopicState.OPEN) {
      bench.close();
    }
    wakeup.changed();
  }

  /** Jobs may have become ready. Almost free while the loop is awake. */
  void signal() {
    wakeup.jobs();
  }

  /** A job that is stored is due then. */
  @Override
  public void scheduled(Instant due) {
    if (dueTimes.add(due)) {
      wakeup.changed();
    }
  }

  private void run() {
    while (!stopping) {
      try {
        step();
        storeFailures = 0;
      } catch (StoreUnavailableException e) {
        around.outage().began(e);
        rounds.storeWasAway();
        pause();
      } catch (RuntimeException | Error e) {
        // The edge of this thread: a topic must not stop for ever because of one surprise.
        LOG.log(Level.ERROR, "dispatching of " + topic + " goes on after a failure", e);
        pause();
      }
    }
    outcomes.giveBack(bench.clear());
  }

  private void pause() {
    wakeup.sleep(StoreAvailability.pauseNanos(++storeFailures), false);
    intake.mayHaveMore();
  }

  private void step() {
    boolean looked = rounds.walk();
    boolean promoted = dueTimes.promote();
    if (wakeup.tookNews() || looked || promoted) {
      intake.mayHaveMore();
    }
    switch (state()) {
      case OPEN -> feed();
      case CLOSED -> knock();
      case PAUSED, PULLED -> rest(Long.MAX_VALUE);
      case STOPPED -> {}
    }
  }

  private void feed() {
    bench.open();
    if (state() != TopicState.OPEN) {
      bench.close();
      return;
    }
    int started = intake.take();
    if (started < 0) {
      awaitJobs();
    } else {
      around.outage().over();
      workers.start(started);
    }
  }

  private void awaitJobs() {
    WaitingDequeue standing = intake.standBy(workers::start);
    try {
      wakeup.sleep(untilRounds(), intake.isDrained());
    } finally {
      standing.end();
    }
  }

  /** The gate is closed: other nodes may have what was taken; ping when it is time. */
  private void knock() {
    outcomes.giveBack(bench.clear());
    Instant when = gate.nextPing().orElse(Instant.MIN);
    long wait = Duration.between(around.clock().instant(), when).toNanos();
    if (wait > 0) {
      rest(wait);
    } else {
      ping();
    }
  }

  private void ping() {
    DeliveryTarget asked = target;
    doorbell
        .ring(asked.definition().delivery(), asked.carrier())
        .ifPresent(answer -> pinged(asked, answer));
  }

  private synchronized void pinged(DeliveryTarget asked, ConsumerResponse answer) {
    if (!asked.sameConsumer(target)) {
      return;
    }
    if (answer.succeeded()) {
      gate.open();
      intake.mayHaveMore();
    } else {
      closeGate(answer.error());
    }
  }

  /** The consumer turned jobs away. */
  @Override
  public void turnedAway(String why) {
    closeGate(why);
    wakeup.changed();
  }

  @Override
  public void refused(String why, boolean counted) {
    boolean closed = counted ? gate.refusedTooOften(why) : gate.refused(why);
    if (closed) {
      LOG.log(Level.INFO, "{0} asks its consumer again: {1}", topic, why);
    }
    if (!gate.isOpen()) {
      bench.close();
      wakeup.changed();
    }
  }

  /** A delivery got through to the consumer. */
  @Override
  public void reached() {
    gate.reached();
  }

  /** The gate before the bench: {@link #feed} opens the bench, then looks at the gate again. */
  private void closeGate(String why) {
    if (gate.close(why)) {
      LOG.log(Level.INFO, "{0} waits for its consumer: {1}", topic, why);
    }
    bench.close();
  }

  private void rest(long longest) {
    bench.close();
    outcomes.giveBack(bench.clear());
    wakeup.sleep(Math.min(longest, untilRounds()), false);
  }

  private long untilRounds() {
    return Math.min(dueTimes.nanosLeft(), rounds.nanosLeft());
  }

  private TopicState state() {
    if (stopping) {
      return TopicState.STOPPED;
    }
    DeliveryTarget now = target;
    if (now.isPulled()) {
      return TopicState.PULLED;
    }
    if (now.definition().paused()) {
      return TopicState.PAUSED;
    }
    return gate.isOpen() ? TopicState.OPEN : TopicState.CLOSED;
  }

  TopicStatus status() {
    return TopicStatus.of(
        state(), gate, workers.running(), bench.waiting(), ledger.unrecorded(), target.pool());
  }

  TopicDefinition definition() {
    return target.definition();
  }

  /** Takes nothing new and gives back what no worker has; deliveries under way go on. */
  void stopTaking() {
    stopping = true;
    bench.close();
    workers.abortWaiting();
    wakeup.changed();
  }

  /** Whether nothing is under way any more, after {@link #stopTaking}. */
  boolean hasEnded() {
    return !loop.isAlive() && workers.isIdle();
  }

  void abort() {
    doorbell.breakOff();
    workers.abort();
  }

  /**
   * The last step of a stop: what still has not ended goes back to the store.
   *
   * @return whether every outcome is recorded
   */
  boolean close(Duration longest) throws InterruptedException {
    workers.abandon();
    return ledger.close(longest);
  }
}
