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
 * The scheduler of this node: it evaluates slots when they are due or something about them changes,
 * and sets the timer for the next one. Safe for any number of threads; no method but {@link #close}
 * blocks its caller.
 */
final class Scheduler {
  private static final Logger LOG = System.getLogger(Scheduler.class.getName());
  private static final int MAX_EVALUATIONS = 128;

  /** The longest time for which the timer is set, since the clock may be changed. */
  private static final Duration MAX_SLEEP = Duration.ofSeconds(1);

  /** The delay after which the timer is not waited for any longer. */
  private static final Duration MAX_TIMER_DELAY = Duration.ofMillis(150);

  /** A time longer than the coordination takes to answer or to fail. */
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

  Scheduler(
      CronMembership membership, WakeupTimer timer, SlotEvaluation.EvaluationServices services) {
    this.jobs = services.jobs();
    this.membership = membership;
    this.timer = timer;
    this.clock = services.clock();
    this.services = services;
    this.executor = new KeyedExecutor(MAX_EVALUATIONS, this::evaluate);
  }

  /** Evaluates what is due. On a thread of the container, which must have it back at once. */
  void wake() {
    synchronized (this) {
      armedFor = Instant.MAX;
    }
    dueQueue.pollDue(clock.instant()).forEach(executor::submit);
    arm();
  }

  /**
   * Checks whether the timer is late, and evaluates what is due if it is. Called several times a
   * second by a thread that does not depend on the timer.
   *
   * @return whether the timer is set, so that it may be late soon
   */
  boolean checkTimer() {
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
    return !armedFor().equals(Instant.MAX);
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
    dueQueue
        .earliest()
        .ifPresent(earliest -> {
          Instant latest = clock.instant().plus(MAX_SLEEP);
          Instant next = earliest.isBefore(latest) ? earliest : latest;
          if (next.isBefore(armedFor)) {
            armedFor = next;
            timer.wakeAt(next);
          }
        });
  }

  /** Evaluates the slots of a job that was defined or changed. */
  void jobChanged(JobName name) {
    jobs.find(name).ifPresent(defined -> slotsOf(defined.job()).forEach(executor::submit));
  }

  /** Evaluates all slots: this node takes part from now on. */
  void joined() {
    evaluateAll();
  }

  private void evaluateAll() {
    jobs.all().forEach(defined -> slotsOf(defined.job()).forEach(executor::submit));
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
    Optional<MembershipLease<CronMember>> lease = membership.standing();
    Optional<VersionedJob> defined = jobs.find(slot.job());
    if (closing || lease.isEmpty() || defined.isEmpty()) {
      // Joining, or defining the job, evaluates the slot again.
      dueQueue.remove(slot);
      if (defined.isEmpty()) {
        unconfirmed.remove(slot);
      }
      return;
    }
    Optional<EvaluationOutcome.UnconfirmedChange> before =
        Optional.ofNullable(unconfirmed.remove(slot));
    SlotEvaluation evaluation = new SlotEvaluation(slot, defined.get(), lease.get(), services);
    boolean isOwn = slotsOf(defined.get().job()).contains(slot);
    EvaluationOutcome outcome = isOwn ? evaluation.evaluate(before) : evaluation.expireRequests();
    outcome.unconfirmed().ifPresent(left -> unconfirmed.put(slot, left));
    outcome.next().ifPresentOrElse(next -> schedule(slot, next), () -> dueQueue.remove(slot));
  }

  /** Evaluates a slot whose claim, runs or requests changed. */
  void slotChanged(Slot slot) {
    executor.submit(slot);
  }

  /** Evaluates the jobs that exclude a job of which a run began or ended. */
  void runsChanged(JobName job) {
    jobs.excluding(job).forEach(this::jobChanged);
  }

  /** Evaluates the jobs that run after a job that has completed. */
  void completed(JobName job) {
    jobs.followers(job).forEach(this::jobChanged);
  }

  /** Evaluates all slots: everything was paused, or goes on. */
  void maintenanceChanged() {
    evaluateAll();
  }

  /**
   * Starts no evaluation any more, and waits for those under way: the runs that they claim have to
   * be carried.
   *
   * @throws InterruptedException if interrupted; evaluations may go on then
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
