package io.pepper.bus.dispatch;

import io.pepper.bus.definition.Delivery;
import io.pepper.bus.definition.TopicDefinition;
import io.pepper.bus.delivery.Answer;
import io.pepper.bus.delivery.Carrier;
import io.pepper.bus.dispatch.Workers.Target;
import io.pepper.bus.figures.TopicFigures;
import io.pepper.job.TopicId;
import io.pepper.store.JobStore;
import io.pepper.store.StoreUnavailableException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Delivers one topic (the states: {@link TopicState}). One virtual thread, the loop, owns the
 * state: it pings, takes jobs from the store, makes due jobs ready, and sleeps when there is
 * nothing to do; workers deliver. The other methods are for any thread; they change what the loop
 * looks at and wake it.
 */
final class TopicDispatcher {
  private static final System.Logger LOG = System.getLogger(TopicDispatcher.class.getName());

  private final TopicId topic;
  private final Surroundings around;
  private final JobStore store;
  private final Wakeup wakeup = new Wakeup();
  private final Bench bench = new Bench(wakeup);
  private final Gate gate;
  private final Intake intake;
  private final DueTimes dueTimes;
  private final Rounds rounds;
  private final Doorbell doorbell;
  private final Ledger ledger;
  private final Outcomes outcomes;
  private final Workers workers;
  private final Thread loop;
  private volatile Target target;
  private volatile boolean stopping;
  private int storeFailures;

  TopicDispatcher(TopicId topic, TopicDefinition definition, Surroundings around) {
    this.topic = topic;
    this.around = around;
    this.store = around.store();
    this.intake = new Intake(topic, store, bench);
    this.gate = new Gate(around.clock(), around.settings());
    this.dueTimes = new DueTimes(store, topic, around.clock());
    this.rounds = new Rounds(topic, dueTimes, around);
    this.doorbell = new Doorbell(topic, around.porch(), around.settings().pingLimit());
    this.ledger = new Ledger(around);
    TopicFigures figures = around.figures().of(topic);
    this.outcomes = new Outcomes(ledger, figures, around.clock(), new Consequences());
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
    Target old = target;
    boolean sameConsumer = old != null && old.definition().delivery().equals(definition.delivery());
    Carrier carrier = sameConsumer ? old.carrier() : carrierTo(definition.delivery());
    int batch = carrier == null ? 1 : Math.min(definition.batch(), carrier.batchLimit());
    bench.resize(definition.workers(), batch);
    target = new Target(definition, carrier);
    workers.deliverTo(target);
    if (!sameConsumer) {
      gate.reset();
    }
    if (state() != TopicState.OPEN) {
      bench.close();
    }
    wakeup.changed();
  }

  private Carrier carrierTo(Delivery delivery) {
    return delivery instanceof Delivery.Pull ? null : around.carriers().to(delivery);
  }

  /** Jobs may have become ready. Almost free while the loop is awake. */
  void signal() {
    wakeup.jobs();
  }

  /** A job that is stored is due then. */
  void scheduled(Instant due) {
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
        wakeup.sleep(Outage.pauseNanos(++storeFailures), false);
        intake.mayHaveMore();
      } catch (RuntimeException e) {
        // The edge of this thread: a topic must not stop for ever because of one surprise.
        LOG.log(Level.ERROR, "dispatching of " + topic + " goes on after a failure", e);
        wakeup.sleep(Outage.pauseNanos(++storeFailures), false);
      }
    }
    outcomes.giveBack(bench.clear());
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
      wakeup.sleep(untilRounds(), intake.isDrained());
    } else {
      around.outage().over();
      workers.start(started);
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
    Target asked = target;
    doorbell
        .ring(asked.definition().delivery(), asked.carrier())
        .ifPresent(answer -> pinged(asked, answer));
  }

  private synchronized void pinged(Target asked, Answer answer) {
    if (asked.carrier() != target.carrier()) {
      return;
    }
    if (answer.succeeded()) {
      gate.open();
      intake.mayHaveMore();
    } else {
      closeGate(answer.error());
    }
  }

  /** The gate before the bench: {@link #feed} opens the bench, then looks at the gate again. */
  private void closeGate(String why) {
    boolean was = gate.close(why);
    bench.close();
    if (was) {
      LOG.log(Level.INFO, "{0} waits for its consumer: {1}", topic, why);
    }
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
    TopicDefinition definition = target.definition();
    if (definition.delivery() instanceof Delivery.Pull) {
      return TopicState.PULLED;
    }
    if (definition.paused()) {
      return TopicState.PAUSED;
    }
    return gate.isOpen() ? TopicState.OPEN : TopicState.CLOSED;
  }

  TopicStatus status() {
    TopicState state = state();
    boolean closed = state == TopicState.CLOSED;
    return new TopicStatus(
        state,
        closed ? gate.reason() : "",
        closed ? gate.nextPing() : Optional.empty(),
        workers.running(),
        bench.waiting(),
        ledger.unrecorded());
  }

  TopicDefinition definition() {
    return target.definition();
  }

  /** Takes nothing new and gives back what no worker has; deliveries under way go on. */
  void stopTaking() {
    stopping = true;
    bench.close();
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

  /** What workers find out and the loop must know. */
  private final class Consequences implements Outcomes.Listener {
    @Override
    public void turnedAway(String why) {
      closeGate(why);
      wakeup.changed();
    }

    @Override
    public void reached() {
      gate.reached();
    }

    @Override
    public void scheduled(Instant due) {
      TopicDispatcher.this.scheduled(due);
    }
  }
}
