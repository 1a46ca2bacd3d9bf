package io.pepper.cron.fire;

import io.pepper.coordination.membership.MembershipLease;
import io.pepper.cron.cluster.CronMember;
import io.pepper.cron.cluster.CronMembership;
import io.pepper.cron.cluster.Slot;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * This node's scheduler: keeps the agenda, has slots looked at when they are due or something about
 * them changes, and sets the alarm for what comes next. Safe for any number of threads; nothing in
 * it blocks its callers.
 */
final class Scheduler {
  private static final Logger LOG = System.getLogger(Scheduler.class.getName());
  private static final int MAX_EVALUATIONS = 128;

  /** So often the alarm rings at least: the clock may be set, and outputs are shown then. */
  private static final Duration MAX_SLEEP = Duration.ofSeconds(1);

  /** A timer that is later than this is not waited for. */
  private static final Duration MAX_TIMER_DELAY = Duration.ofMillis(150);

  /** Longer than the coordination takes to answer or to fail. */
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final JobDirectory jobs;
  private final CronMembership membership;
  private final WakeupTimer timer;
  private final Clock clock;
  private final DueQueue dueQueue = new DueQueue();
  private final KeyedExecutor executor;
  private final SlotEvaluation.EvaluationServices services;
  private final Map<Slot, EvaluationOutcome.UnconfirmedChange> unconfirmed =
      new ConcurrentHashMap<>();
  private Instant armedFor = Instant.MAX;
  private boolean lateTimerLogged;
  private volatile boolean closing;

  Scheduler(CronMembership membership, WakeupTimer alarm, SlotEvaluation.EvaluationServices tools) {
    this.jobs = tools.jobs();
    this.membership = membership;
    this.timer = alarm;
    this.clock = tools.clock();
    this.services = tools;
    this.executor = new KeyedExecutor(MAX_EVALUATIONS, this::evaluate);
  }

  /** The alarm rang: on a thread of the container, which must have it back at once. */
  void wake() {
    synchronized (this) {
      armedFor = Instant.MAX;
    }
    dueQueue.due(clock.instant()).forEach(executor::submit);
    arm();
  }

  /**
   * Called several times a second by a thread that does not depend on the alarm: looks whether it
   * should have rung.
   */
  void checkTimer() {
    Instant latest = clock.instant().minus(MAX_TIMER_DELAY);
    boolean late = armedFor().isBefore(latest);
    if (!closing && late) {
      if (!lateTimerLogged) {
        lateTimerLogged = true;
        LOG.log(
            Level.WARNING,
            "the server's timer rings late: cron looks at its agenda by itself as well. If the"
                + " server is not busy, set its ejb-timer-service.minimum-delivery-interval-in-millis"
                + " to 1, see docs/deployment.md");
      }
      wake();
    }
  }

  private synchronized Instant armedFor() {
    return armedFor;
  }

  private void schedule(Slot slot, Instant at) {
    if (dueQueue.put(slot, at)) {
      arm();
    }
  }

  private synchronized void arm() {
    if (closing) {
      return;
    }
    Instant beat = clock.instant().plus(MAX_SLEEP);
    Instant next = dueQueue.earliest().filter(beat::isAfter).orElse(beat);
    if (next.isBefore(armedFor)) {
      armedFor = next;
      timer.wakeAt(next);
    }
  }

  /** The job was defined, changed or removed. */
  void jobChanged(JobName name) {
    jobs.find(name).ifPresent(defined -> slotsOf(defined.job()).forEach(executor::submit));
  }

  /** This node takes part from now on. */
  void joined() {
    evaluateAll();
  }

  private void evaluateAll() {
    for (VersionedJob defined : jobs.all()) {
      slotsOf(defined.job()).forEach(executor::submit);
    }
  }

  private List<Slot> slotsOf(CronJob job) {
    return job.replicas().onEveryNode()
        ? membership.standing().stream()
            .map(standing -> new Slot(job.name(), standing.member().node()))
            .toList()
        : IntStream.range(0, job.replicas().count())
            .mapToObj(replica -> new Slot(job.name(), Integer.toString(replica)))
            .toList();
  }

  private void evaluate(Slot slot) {
    Optional<MembershipLease<CronMember>> standing = membership.standing();
    Optional<VersionedJob> defined = jobs.find(slot.job());
    if (closing || standing.isEmpty() || defined.isEmpty()) {
      // Joining, or defining the job, has it looked at again.
      dueQueue.remove(slot);
      if (defined.isEmpty()) {
        unconfirmed.remove(slot);
      }
      return;
    }
    Optional<EvaluationOutcome.UnconfirmedChange> doubt =
        Optional.ofNullable(unconfirmed.remove(slot));
    SlotEvaluation look = new SlotEvaluation(slot, defined.get(), standing.get(), services);
    boolean sees = slotsOf(defined.get().job()).contains(slot);
    EvaluationOutcome outcome = sees ? look.evaluate(doubt) : look.expireRequests();
    outcome.unconfirmed().ifPresent(left -> unconfirmed.put(slot, left));
    outcome.next().ifPresentOrElse(next -> schedule(slot, next), () -> dueQueue.remove(slot));
  }

  /** A claim, a run or an order of this slot changed. */
  void slotChanged(Slot slot) {
    executor.submit(slot);
  }

  /** Jobs that wait for this one's runs to end, or must not start now, are looked at. */
  void runsChanged(JobName job) {
    jobs.excluding(job).forEach(this::jobChanged);
  }

  void completed(JobName job) {
    jobs.followers(job).forEach(this::jobChanged);
  }

  void maintenanceChanged() {
    evaluateAll();
  }

  /**
   * Nothing begins any more. Waits for looks under way: what they take has to be carried.
   *
   * @throws InterruptedException if interrupted; looks may go on then
   */
  void close() throws InterruptedException {
    closing = true;
    if (!executor.close(CLOSE_TIMEOUT)) {
      LOG.log(
          Level.WARNING,
          "the coordination does not answer: what this node was taking when it stopped is lost");
    }
  }

  int scheduledSlots() {
    return dueQueue.size();
  }
}
