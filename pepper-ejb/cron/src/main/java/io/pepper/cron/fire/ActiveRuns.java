package io.pepper.cron.fire;

import io.pepper.coordination.membership.MembershipLease;
import io.pepper.cron.alarm.AlertSink;
import io.pepper.cron.cluster.Cluster;
import io.pepper.cron.cluster.CronMember;
import io.pepper.cron.cluster.RunLease;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.history.History;
import io.pepper.cron.run.output.OutputFiles;
import io.pepper.cron.run.target.Runners;
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
 * The runs this node carries, at most so many at a time, each on a virtual thread. Safe for any
 * number of threads.
 */
final class ActiveRuns {
  private static final int MAX_REMEMBERED = 10_000;
  private static final Duration FINAL_GRACE = Duration.ofSeconds(5);

  /** What carrying a run takes. */
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

  /** Runs that have ended here, of which the view may not have heard yet; guarded by itself. */
  private final Set<String> ended =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > MAX_REMEMBERED;
            }
          });

  private volatile boolean closing;

  ActiveRuns(RunServices tools, int most) {
    this.services = tools;
    this.maxRuns = most;
  }

  boolean hasRoom() {
    return !closing && active.size() < maxRuns;
  }

  /** Whether this node carries, or carried, a run. */
  boolean knows(String run) {
    if (active.containsKey(run)) {
      return true;
    }
    synchronized (ended) {
      return ended.contains(run);
    }
  }

  /** Begins a run that was taken. */
  void start(
      VersionedJob defined, RunLease marker, Instant due, MembershipLease<CronMember> standing) {
    ActiveRun run = new ActiveRun(defined.job(), marker, due, standing, services);
    if (active.putIfAbsent(marker.run(), run) == null) {
      Thread.ofVirtual().name("pepper-cron-" + marker.slot()).start(() -> execute(run));
    }
  }

  private void execute(ActiveRun run) {
    try {
      run.execute();
    } finally {
      // Before it is taken off: somebody may look for it in between.
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

  /** A life is over: see {@link ActiveRun#membershipLost}. At once. */
  void membershipLost(MembershipLease<CronMember> standing) {
    active.values().stream()
        .filter(run -> run.lease().member().equals(standing.member().incarnation()))
        .forEach(ActiveRun::membershipLost);
  }

  /** Lets the history see what runs have printed since. */
  void recordOutputs() {
    active.values().forEach(ActiveRun::recordOutput);
  }

  int size() {
    return active.size();
  }

  /**
   * Takes no more, waits for those under way, ends what still runs after the grace.
   *
   * @throws InterruptedException if interrupted; runs may go on then
   */
  void close(Duration grace) throws InterruptedException {
    closing = true;
    List<ActiveRun> last = List.copyOf(active.values());
    await(last, grace);
    last.forEach(run -> run.stop("Pepper stopped"));
    await(last, FINAL_GRACE);
    last.forEach(run -> run.force("Pepper stopped"));
    await(last, FINAL_GRACE);
  }

  private static void await(List<ActiveRun> runs, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    for (ActiveRun run : runs) {
      run.await(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }
  }
}
