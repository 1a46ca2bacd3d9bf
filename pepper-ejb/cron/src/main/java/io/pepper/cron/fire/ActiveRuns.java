package io.pepper.cron.fire;

import io.pepper.concurrent.Threads;
import io.pepper.coordination.membership.MembershipLease;
import io.pepper.cron.alarm.AlertSink;
import io.pepper.cron.cluster.Cluster;
import io.pepper.cron.cluster.CronMember;
import io.pepper.cron.cluster.RunLease;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.history.History;
import io.pepper.cron.run.output.OutputFiles;
import io.pepper.cron.run.runner.Runners;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The runs that this node carries, bounded in number, each on a virtual thread of its own. Safe for
 * any number of threads.
 */
final class ActiveRuns {
  private static final int MAX_REMEMBERED = 10_000;
  private static final Duration FINAL_GRACE = Duration.ofSeconds(5);

  /** The parts of the node that a run works with. */
  record RunServices(
      Runners runners,
      OutputFiles outputs,
      History history,
      AlertSink alerts,
      Cluster cluster,
      JobDirectory jobs,
      Clock clock) {}

  private final RunServices services;
  private final int maxRuns;
  private final Map<String, ActiveRun> active = new ConcurrentHashMap<>();

  /** The latest runs that have ended here, which the view may still show; guarded by itself. */
  private final Set<String> ended =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > MAX_REMEMBERED;
            }
          });

  private volatile boolean closing;

  ActiveRuns(RunServices services, int maxRuns) {
    this.services = services;
    this.maxRuns = maxRuns;
  }

  boolean hasRoom() {
    return !closing && active.size() < maxRuns;
  }

  /** Returns whether this node carries, or has carried, a run. */
  boolean knows(String run) {
    if (active.containsKey(run)) {
      return true;
    }
    synchronized (ended) {
      return ended.contains(run);
    }
  }

  /** Starts a run that was claimed; does nothing if it is known already. */
  void start(
      VersionedJob defined, RunLease lease, Instant due, MembershipLease<CronMember> membership) {
    ActiveRun run = new ActiveRun(defined.job(), lease, due, membership, services);
    if (active.putIfAbsent(lease.run(), run) == null) {
      Threads.virtual("pepper-cron-run-" + lease.slot()).start(() -> execute(run));
    }
  }

  private void execute(ActiveRun run) {
    try {
      run.execute();
    } finally {
      // Added before the run is removed, so that it is known at every moment.
      synchronized (ended) {
        ended.add(run.lease().run());
      }
      active.remove(run.lease().run());
    }
    run.releaseLate();
  }

  /** Ends a run if this node carries it. */
  void stop(String run, String why) {
    ActiveRun found = active.get(run);
    if (found != null) {
      found.stop(why);
    }
  }

  /** Ends every run of a job. */
  void stopJob(JobName job, String why) {
    active.values().stream()
        .filter(run -> run.lease().slot().job().equals(job))
        .forEach(run -> run.stop(why));
  }

  /** Passes the end of a membership on to its runs, see {@link ActiveRun#membershipLost}. */
  void membershipLost(MembershipLease<CronMember> membership) {
    active.values().stream()
        .filter(run -> run.lease().member().equals(membership.member().incarnation()))
        .forEach(ActiveRun::membershipLost);
  }

  /** Records what runs have printed since the remaining call. */
  void recordOutputs() {
    active.values().forEach(ActiveRun::recordOutput);
  }

  int size() {
    return active.size();
  }

  /**
   * Refuses new runs, waits for those under way, and ends what still runs after the grace.
   *
   * @throws InterruptedException if interrupted; runs may go on then
   */
  void close(Duration grace) throws InterruptedException {
    closing = true;
    List<ActiveRun> remaining = List.copyOf(active.values());
    await(remaining, grace);
    remaining.forEach(run -> run.stop("Pepper stopped"));
    await(remaining, FINAL_GRACE);
    remaining.forEach(run -> run.force("Pepper stopped"));
    await(remaining, FINAL_GRACE);
  }

  private static void await(List<ActiveRun> runs, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    for (ActiveRun run : runs) {
      run.await(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }
  }
}
