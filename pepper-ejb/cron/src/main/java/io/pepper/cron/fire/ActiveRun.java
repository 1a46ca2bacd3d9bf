package io.pepper.cron.fire;

import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.coordination.membership.MembershipLease;
import io.pepper.cron.cluster.CronMember;
import io.pepper.cron.cluster.RunLease;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.Overlap;
import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunId;
import io.pepper.cron.run.RunState;
import io.pepper.cron.run.attempt.AttemptResult;
import io.pepper.cron.run.attempt.RunAttempt;
import io.pepper.cron.run.attempt.StopSignal;
import io.pepper.cron.run.output.RunOutput;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One run with all its attempts, from its claim until the other nodes may know that it is over.
 * {@link #execute} belongs to one virtual thread; the other methods are for any thread.
 */
final class ActiveRun {
  private static final Logger LOG = System.getLogger(ActiveRun.class.getName());
  private static final Duration RELEASE_RETRY_INTERVAL = Duration.ofMillis(250);
  private static final Duration LATE_RELEASE_TIMEOUT = Duration.ofMinutes(1);

  private final CronJob job;
  private final RunLease lease;
  private final Instant due;
  private final MembershipLease<CronMember> membership;
  private final ActiveRuns.RunServices services;
  private final StopSignal stop = new StopSignal();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean lost;
  private volatile Run current;
  private volatile RunOutput output;
  private long recordedBytes;
  private boolean released;

  ActiveRun(
      CronJob job,
      RunLease lease,
      Instant due,
      MembershipLease<CronMember> membership,
      ActiveRuns.RunServices services) {
    this.job = job;
    this.lease = lease;
    this.due = due;
    this.membership = membership;
    this.services = services;
  }

  RunLease lease() {
    return lease;
  }

  void stop(String why) {
    stop.request(why);
  }

  void force(String why) {
    stop.force(why);
  }

  /**
   * Reacts to the end of the membership under which the run was claimed: other nodes may start the
   * next run at any time. Where runs must not overlap this one is killed; where they may, it goes
   * on, though no node can ask for its end any more.
   */
  void membershipLost() {
    if (job.overlap() != Overlap.ALLOW || !services.jobs().excluding(job.name()).isEmpty()) {
      lost = true;
      stop.force("node " + lease.node() + " lost touch with the coordination");
    }
  }

  void await(Duration limit) throws InterruptedException {
    over.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  void execute() {
    try {
      Run last = attempts();
      release(last.state() == RunState.SUCCEEDED);
      services.alerts().ended(job, last);
    } catch (RuntimeException e) {
      // Edge: whatever broke the run off, its claim is released, or the job would stay blocked.
      LOG.log(Level.ERROR, "run " + lease.run() + " of job " + job.name() + " broke off", e);
      release(false);
    } finally {
      over.countDown();
    }
  }

  private Run attempts() {
    RunId id = RunId.first(lease.run());
    Run ended = attempt(id);
    services.history().record(ended);
    while (ended.state() == RunState.FAILED && job.retry().allowsAnother(id.attempt())) {
      if (stop.await(job.retry().delayAfter(id.attempt())) || !membership.isHeld()) {
        return ended;
      }
      id = id.next();
      ended = attempt(id);
      services.history().record(ended);
    }
    return ended;
  }

  private Run attempt(RunId id) {
    Instant started = services.clock().instant();
    Duration lateness = Duration.between(due, started);
    Run run =
        Run.builder(id, job.name())
            .slot(lease.slot().replica())
            .nominal(lease.nominal())
            .on(lease.node(), lease.member())
            .started(
                Optional.of(started),
                id.attempt() > 1 || lateness.isNegative() ? Duration.ZERO : lateness)
            .state(RunState.RUNNING)
            .build();
    if (!membership.isHeld()) {
      // Claimed in the last moment of this membership: others may count it as lost already.
      return run.ended(
          RunState.LOST, OptionalInt.empty(), started, "the node lost touch before it began");
    }
    services.history().record(run);
    if (id.attempt() == 1) {
      services.alerts().started(job, run);
    }
    return executed(run);
  }

  private Run executed(Run run) {
    RunOutput printing = services.outputs().open(run.id());
    output = printing;
    current = run;
    AttemptResult ending =
        services
            .runners()
            .run(
                job.run(),
                RunAttempt.of(run.id(), job.name(), run.slot(), lease.nominal(), lease.node()),
                job.timeout(),
                job.grace(),
                printing,
                stop);
    current = null;
    String printed = printing.excerpt();
    String text =
        ending.problem().isEmpty()
            ? printed
            : printed
                + (printed.isEmpty() || printed.endsWith("\n") ? "" : "\n")
                + ending.problem();
    return run.ended(
        lost ? RunState.LOST : ending.state(), ending.exitCode(), services.clock().instant(), text);
  }

  /** Records the output in the history if the run has printed anything since the last call. */
  void recordOutput() {
    Run run = current;
    RunOutput printing = output;
    if (run != null && printing.total() > recordedBytes) {
      recordedBytes = printing.total();
      services.history().record(run.withOutput(printing.excerpt()));
    }
  }

  /** Releases the run's lease, for as long as this membership lasts. */
  private void release(boolean success) {
    boolean again = true;
    while (again && !released && membership.isHeld()) {
      try {
        if (services.jobs().followers(job.name()).isEmpty()) {
          services.cluster().end(lease);
        } else {
          services.cluster().complete(lease, success, replicas(), services.clock().instant());
        }
        released = true;
      } catch (CoordinationUnavailableException e) {
        again = pause();
      }
    }
  }

  /**
   * Releases the run's lease after the end of the membership under which the run was claimed.
   * Without that, other nodes would wait for as long as the lease may last, and an etcd that was
   * away counts that time anew. Blocks for at most a minute.
   */
  void releaseLate() {
    long limit = System.nanoTime() + LATE_RELEASE_TIMEOUT.toNanos();
    boolean again = true;
    while (again && !released && System.nanoTime() < limit) {
      try {
        services.cluster().end(lease);
        released = true;
      } catch (CoordinationUnavailableException e) {
        again = pause();
      }
    }
  }

  private int replicas() {
    return Math.max(1, job.replicas().count());
  }

  /** Returns false if the thread was interrupted. */
  private static boolean pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(RELEASE_RETRY_INTERVAL.toNanos());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
