package io.pepper.cron.fire;

import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.cron.cluster.MembershipLease;
import io.pepper.cron.cluster.RunLease;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.Overlap;
import io.pepper.cron.run.Attempt;
import io.pepper.cron.run.Ending;
import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunId;
import io.pepper.cron.run.RunOutput;
import io.pepper.cron.run.RunState;
import io.pepper.cron.run.Stop;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One run with all its attempts, from the moment it was taken until everybody may know that it is
 * over. {@link #carry} belongs to one virtual thread, the rest is for any.
 */
final class ActiveRun {
  private static final Logger LOG = System.getLogger(ActiveRun.class.getName());
  private static final Duration END_RETRY = Duration.ofMillis(250);
  private static final Duration LATEST_END = Duration.ofMinutes(1);

  private final CronJob job;
  private final RunLease marker;
  private final Instant due;
  private final MembershipLease standing;
  private final ActiveRuns.Tools tools;
  private final Stop stop = new Stop();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean lost;
  private volatile Run present;
  private volatile RunOutput output;
  private long shown;
  private boolean told;

  ActiveRun(
      CronJob job, RunLease marker, Instant due, MembershipLease standing, ActiveRuns.Tools tools) {
    this.job = job;
    this.marker = marker;
    this.due = due;
    this.standing = standing;
    this.tools = tools;
  }

  RunLease marker() {
    return marker;
  }

  void stop(String why) {
    stop.request(why);
  }

  void force(String why) {
    stop.force(why);
  }

  /**
   * This life of the node is over: others may start the next run at any time. Where runs must not
   * overlap this one is killed; where they may, it goes on, though nobody can ask for its end any
   * more.
   */
  void disown() {
    if (job.overlap() != Overlap.ALLOW || !tools.jobs().excluding(job.name()).isEmpty()) {
      lost = true;
      stop.force("node " + marker.node() + " lost touch with the coordination");
    }
  }

  void await(Duration limit) throws InterruptedException {
    over.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  void carry() {
    try {
      Run last = attempts();
      release(last.state() == RunState.SUCCEEDED);
      tools.bell().ended(job, last);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "run " + marker.run() + " of job " + job.name() + " broke off", e);
      release(false);
    } finally {
      over.countDown();
    }
  }

  private Run attempts() {
    RunId id = RunId.first(marker.run());
    Run ended = attempt(id);
    tools.history().record(ended);
    while (ended.state() == RunState.FAILED && job.retry().allowsAnother(id.attempt())) {
      if (stop.await(job.retry().delayAfter(id.attempt())) || !standing.isHeld()) {
        return ended;
      }
      id = id.next();
      ended = attempt(id);
      tools.history().record(ended);
    }
    return ended;
  }

  private Run attempt(RunId id) {
    Instant started = tools.clock().instant();
    Duration lateness = Duration.between(due, started);
    Run run =
        new Run(
            id,
            job.name(),
            marker.slot().replica(),
            marker.nominal(),
            Optional.of(started),
            Optional.empty(),
            id.attempt() > 1 || lateness.isNegative() ? Duration.ZERO : lateness,
            marker.node(),
            marker.member(),
            RunState.RUNNING,
            OptionalInt.empty(),
            "");
    if (!standing.isHeld()) {
      // Taken in the last moment of this life: others may hold it for lost already.
      return run.ended(
          RunState.LOST, OptionalInt.empty(), started, "the node lost touch before it began");
    }
    tools.history().record(run);
    if (id.attempt() == 1) {
      tools.bell().started(job, run);
    }
    return carried(run);
  }

  private Run carried(Run run) {
    RunOutput printing = tools.outputs().open(run.id());
    output = printing;
    present = run;
    Ending ending =
        tools
            .runners()
            .run(
                job.run(),
                Attempt.of(run.id(), job.name(), run.slot(), marker.nominal(), marker.node()),
                job.timeout(),
                job.grace(),
                printing,
                stop);
    present = null;
    String text = printing.excerpt();
    String told =
        ending.problem().isEmpty()
            ? text
            : text + (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + ending.problem();
    return run.ended(
        lost ? RunState.LOST : ending.state(), ending.exitCode(), tools.clock().instant(), told);
  }

  /** Lets the history see what has been printed since the last time. */
  void showOutput() {
    Run run = present;
    RunOutput printing = output;
    if (run != null && printing.total() > shown) {
      shown = printing.total();
      tools.history().record(run.withOutput(printing.excerpt()));
    }
  }

  /** Tells the cluster, as long as this life lasts. */
  private void release(boolean success) {
    boolean goesOn = true;
    while (goesOn && !told && standing.isHeld()) {
      try {
        if (tools.jobs().followers(job.name()).isEmpty()) {
          tools.cluster().end(marker);
        } else {
          tools.cluster().complete(marker, success, replicas(), tools.clock().instant());
        }
        told = true;
      } catch (CoordinationUnavailableException e) {
        goesOn = waited();
      }
    }
  }

  /**
   * After the life in which the run was taken: until they are told of its end, the others wait for
   * as long as the lease may last, which an etcd that was away counts anew. Blocks.
   */
  void tellLate() {
    long limit = System.nanoTime() + LATEST_END.toNanos();
    boolean goesOn = true;
    while (goesOn && !told && System.nanoTime() < limit) {
      try {
        tools.cluster().end(marker);
        told = true;
      } catch (CoordinationUnavailableException e) {
        goesOn = waited();
      }
    }
  }

  private int replicas() {
    return Math.max(1, job.replicas().count());
  }

  private static boolean waited() {
    try {
      TimeUnit.NANOSECONDS.sleep(END_RETRY.toNanos());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
