package io.pepper.cron.fire;

import io.pepper.cron.alarm.AlertSink;
import io.pepper.cron.cluster.ClusterView;
import io.pepper.cron.cluster.CronMember;
import io.pepper.cron.cluster.LastDecision;
import io.pepper.cron.cluster.Slot;
import io.pepper.cron.history.History;
import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunState;
import io.pepper.database.DatabaseUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/**
 * Notes what became of runs whose node's life has ended: they are lost, also those of which it had
 * not told yet. The database may be away then, so the lives wait; at the start, and now and then,
 * those that nobody noticed are found.
 */
final class LostRunDetector {
  private static final Logger LOG = System.getLogger(LostRunDetector.class.getName());
  private static final int MAX_WAITING = 10_000;
  private static final int BATCH = 500;

  /** What a node that leaves in order still has to say is in the history by then. */
  private static final Duration FINAL_WRITES_DELAY = Duration.ofSeconds(10);

  private final ClusterView view;
  private final JobDirectory jobs;
  private final History history;
  private final AlertSink alerts;
  private final Clock clock;
  private final Set<String> ended = ConcurrentHashMap.newKeySet();
  private final RecentDecisions recentDecisions;
  private final Queue<Run> unrecorded = new ConcurrentLinkedQueue<>();
  private Set<String> suspects = Set.of();

  /** Lives of which only traces are left, and these are settled; bounded by the slots. */
  private final Set<String> settled = new HashSet<>();

  /**
   * @param timeToLive after which the others know that a node is dead, as long as etcd stays up
   */
  LostRunDetector(
      ClusterView view,
      JobDirectory jobs,
      History history,
      AlertSink bell,
      Clock clock,
      Duration timeToLive) {
    this.view = view;
    this.jobs = jobs;
    this.history = history;
    this.alerts = bell;
    this.clock = clock;
    this.recentDecisions =
        new RecentDecisions(clock, timeToLive.multipliedBy(2).plus(FINAL_WRITES_DELAY));
  }

  /** Does not block. */
  void decided(Slot slot, LastDecision trace) {
    recentDecisions.add(slot, trace);
  }

  /** A life is over. Does not block. */
  void ended(String life) {
    enqueueEnded(life);
    enqueueRuns(recentDecisions.of(life));
  }

  private void enqueueEnded(String life) {
    if (ended.size() < MAX_WAITING) {
      ended.add(life);
    }
  }

  private void enqueueRuns(List<Run> runs) {
    runs.stream().limit(Math.max(0, MAX_WAITING - unrecorded.size())).forEach(unrecorded::add);
  }

  /** Writes down what was lost; blocks. For one thread at a time. */
  void recordLost() {
    try {
      for (String life : Set.copyOf(ended)) {
        history.markLost(life, clock.instant()).forEach(this::publish);
        ended.remove(life);
      }
      Instant latest = clock.instant().minus(FINAL_WRITES_DELAY);
      List<Run> due =
          unrecorded.stream()
              .takeWhile(run -> run.ended().orElseThrow().isBefore(latest))
              .limit(BATCH)
              .toList();
      history.recordMissing(due).forEach(this::publish);
      due.forEach(run -> unrecorded.remove());
    } catch (DatabaseUnavailableException e) {
      LOG.log(Level.DEBUG, "lost runs are noted later", e);
    }
  }

  /**
   * Looks for lives that ended while nobody looked. A life counts as over when it was missing twice
   * in a row: one that has just begun may not be in the view yet.
   */
  void findEnded() {
    try {
      Map<Slot, LastDecision> traces = view.lastDecisions();
      Set<String> traceable =
          traces.values().stream().map(LastDecision::member).collect(Collectors.toSet());
      Set<String> missing = new HashSet<>(traceable);
      settled.retainAll(traceable);
      missing.removeAll(settled);
      missing.addAll(history.membersWithRunningRuns());
      missing.removeAll(
          view.members().stream().map(CronMember::incarnation).collect(Collectors.toSet()));
      for (String life : missing) {
        if (suspects.contains(life)) {
          enqueueEnded(life);
          enqueueRuns(RecentDecisions.of(life, traces, clock.instant()));
          settled.add(life);
        }
      }
      suspects = missing;
    } catch (DatabaseUnavailableException e) {
      LOG.log(Level.DEBUG, "lost runs are looked for later", e);
    }
  }

  private void publish(Run run) {
    jobs.find(run.job())
        .ifPresent(defined -> {
          if (run.state() == RunState.SKIPPED) {
            alerts.skipped(defined.job(), run);
          } else {
            alerts.ended(defined.job(), run);
          }
        });
  }
}
