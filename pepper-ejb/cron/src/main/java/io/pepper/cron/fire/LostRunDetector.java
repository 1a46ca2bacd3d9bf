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
 * The recorder of runs that were lost with their node: those that the history lists as running, and
 * those that the node had claimed but not recorded yet. The database may be away at that moment, so
 * memberships that have ended wait in memory; a search finds those that no node noticed.
 */
final class LostRunDetector {
  private static final Logger LOG = System.getLogger(LostRunDetector.class.getName());
  private static final int MAX_WAITING = 10_000;
  private static final int BATCH = 500;

  /** The time after which the last writes of a node that leaves in order are in the history. */
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

  /** Ended memberships of which only decisions are left, all recorded; bounded by the slots. */
  private final Set<String> settled = new HashSet<>();

  /**
   * @param timeToLive the time until other nodes know that a node is dead, while etcd is up
   */
  LostRunDetector(
      ClusterView view,
      JobDirectory jobs,
      History history,
      AlertSink alerts,
      Clock clock,
      Duration timeToLive) {
    this.view = view;
    this.jobs = jobs;
    this.history = history;
    this.alerts = alerts;
    this.clock = clock;
    this.recentDecisions =
        new RecentDecisions(clock, timeToLive.multipliedBy(2).plus(FINAL_WRITES_DELAY));
  }

  /** Remembers a decision that a claim shows. Does not block. */
  void decided(Slot slot, LastDecision decision) {
    recentDecisions.add(slot, decision);
  }

  /** Enqueues what a membership that has ended leaves behind. Does not block. */
  void ended(String incarnation) {
    enqueueEnded(incarnation);
    enqueueRuns(recentDecisions.of(incarnation));
  }

  private void enqueueEnded(String incarnation) {
    if (ended.size() < MAX_WAITING) {
      ended.add(incarnation);
    }
  }

  private void enqueueRuns(List<Run> runs) {
    runs.stream().limit(Math.max(0, MAX_WAITING - unrecorded.size())).forEach(unrecorded::add);
  }

  /** Records the runs that were lost. Blocks. For one thread at a time. */
  void recordLost() {
    try {
      for (String incarnation : Set.copyOf(ended)) {
        history.markLost(incarnation, clock.instant()).forEach(this::publish);
        ended.remove(incarnation);
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
   * Finds memberships whose end this node did not see. A membership counts as ended when it was
   * missing twice in a row: one that has just begun may not be in the view yet.
   */
  void findEnded() {
    try {
      Map<Slot, LastDecision> decisions = view.lastDecisions();
      Set<String> deciding =
          decisions.values().stream().map(LastDecision::member).collect(Collectors.toSet());
      Set<String> missing = new HashSet<>(deciding);
      settled.retainAll(deciding);
      missing.removeAll(settled);
      missing.addAll(history.membersWithRunningRuns());
      missing.removeAll(
          view.members().stream().map(CronMember::incarnation).collect(Collectors.toSet()));
      for (String incarnation : missing) {
        if (suspects.contains(incarnation)) {
          enqueueEnded(incarnation);
          enqueueRuns(RecentDecisions.of(incarnation, decisions, clock.instant()));
          settled.add(incarnation);
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
