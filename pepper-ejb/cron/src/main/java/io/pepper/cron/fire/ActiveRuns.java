package io.pepper.cron.fire;

import io.pepper.cron.alarm.AlertSink;
import io.pepper.cron.cluster.Cluster;
import io.pepper.cron.cluster.MembershipLease;
import io.pepper.cron.cluster.RunLease;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.history.History;
import io.pepper.cron.run.OutputFiles;
import io.pepper.cron.run.Runners;
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
  private static final int MOST_REMEMBERED = 10_000;
  private static final Duration LAST_GRACE = Duration.ofSeconds(5);

  /** What carrying a run takes. */
  record Tools(
      Runners runners,
      OutputFiles outputs,
      History history,
      AlertSink bell,
      Cluster cluster,
      JobDirectory jobs,
      Clock clock) {}

  private final Tools tools;
  private final int most;
  private final Map<String, ActiveRun> carried = new ConcurrentHashMap<>();

  /** Runs that have ended here, of which the view may not have heard yet; guarded by itself. */
  private final Set<String> ended =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > MOST_REMEMBERED;
            }
          });

  private volatile boolean closing;

  ActiveRuns(Tools tools, int most) {
    this.tools = tools;
    this.most = most;
  }

  boolean hasRoom() {
    return !closing && carried.size() < most;
  }

  /** Whether this node carries, or carried, a run. */
  boolean knows(String run) {
    if (carried.containsKey(run)) {
      return true;
    }
    synchronized (ended) {
      return ended.contains(run);
    }
  }

  /** Begins a run that was taken. */
  void start(VersionedJob defined, RunLease marker, Instant due, MembershipLease standing) {
    ActiveRun run = new ActiveRun(defined.job(), marker, due, standing, tools);
    if (carried.putIfAbsent(marker.run(), run) == null) {
      Thread.ofVirtual().name("pepper-cron-" + marker.slot()).start(() -> carry(run));
    }
  }

  private void carry(ActiveRun run) {
    try {
      run.carry();
    } finally {
      // Before it is taken off: somebody may look for it in between.
      synchronized (ended) {
        ended.add(run.marker().run());
      }
      carried.remove(run.marker().run());
    }
    run.tellLate();
  }

  /** Ends a run if this node carries it. */
  void stop(String run, String why) {
    ActiveRun found = carried.get(run);
    if (found != null) {
      found.stop(why);
    }
  }

  /** Ends every run of a job. */
  void stopJob(JobName job, String why) {
    carried.values().stream()
        .filter(run -> run.marker().slot().job().equals(job))
        .forEach(run -> run.stop(why));
  }

  /** A life is over: see {@link ActiveRun#disown}. At once. */
  void disown(MembershipLease standing) {
    carried.values().stream()
        .filter(run -> run.marker().member().equals(standing.member().life()))
        .forEach(ActiveRun::disown);
  }

  /** Lets the history see what runs have printed since. */
  void showOutputs() {
    carried.values().forEach(ActiveRun::showOutput);
  }

  int size() {
    return carried.size();
  }

  /**
   * Takes no more, waits for those under way, ends what still runs after the grace.
   *
   * @throws InterruptedException if interrupted; runs may go on then
   */
  void close(Duration grace) throws InterruptedException {
    closing = true;
    List<ActiveRun> last = List.copyOf(carried.values());
    await(last, grace);
    last.forEach(run -> run.stop("Pepper stopped"));
    await(last, LAST_GRACE);
    last.forEach(run -> run.force("Pepper stopped"));
    await(last, LAST_GRACE);
  }

  private static void await(List<ActiveRun> runs, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    for (ActiveRun run : runs) {
      run.await(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }
  }
}
