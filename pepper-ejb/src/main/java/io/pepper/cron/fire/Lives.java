package io.pepper.cron.fire;

import io.pepper.cron.alarm.AlarmBell;
import io.pepper.cron.cluster.ClusterView;
import io.pepper.cron.cluster.Marker;
import io.pepper.cron.cluster.Member;
import io.pepper.cron.history.History;
import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunId;
import io.pepper.cron.run.RunState;
import io.pepper.database.DatabaseUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/**
 * Notes what became of runs whose node's life has ended: they are lost. The database may be away
 * then, so the lives wait; at the start, and now and then, those that nobody noticed are found.
 */
final class Lives {
  private static final Logger LOG = System.getLogger(Lives.class.getName());
  private static final int MOST_WAITING = 10_000;
  private static final int AT_ONCE = 500;

  /** What a node that leaves in order still has to say is in the history by then. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(10);

  private final ClusterView view;
  private final JobDirectory jobs;
  private final History history;
  private final AlarmBell bell;
  private final Clock clock;
  private final Set<String> ended = ConcurrentHashMap.newKeySet();
  private final Queue<Run> unheardOf = new ConcurrentLinkedQueue<>();
  private Set<String> suspects = Set.of();

  Lives(ClusterView view, JobDirectory jobs, History history, AlarmBell bell, Clock clock) {
    this.view = view;
    this.jobs = jobs;
    this.history = history;
    this.bell = bell;
    this.clock = clock;
  }

  /**
   * A life is over. Does not block.
   *
   * @param runs that ended with it, of which the history may not have heard
   */
  void ended(String life, List<Marker> runs) {
    if (ended.size() < MOST_WAITING) {
      ended.add(life);
    }
    Instant now = clock.instant();
    runs.stream()
        .limit(MOST_WAITING - Math.min(MOST_WAITING, unheardOf.size()))
        .forEach(marker -> unheardOf.add(lost(marker, now)));
  }

  private static Run lost(Marker marker, Instant when) {
    return new Run(
        RunId.first(marker.run()),
        marker.slot().job(),
        marker.slot().replica(),
        marker.nominal(),
        Optional.empty(),
        Optional.of(when),
        Duration.ZERO,
        marker.node(),
        marker.member(),
        RunState.LOST,
        OptionalInt.empty(),
        "its node was lost before it told of this run");
  }

  /** Writes down what was lost; blocks. For one thread at a time. */
  void settle() {
    for (String life : Set.copyOf(ended)) {
      try {
        history.lose(life, clock.instant()).forEach(this::lost);
        ended.remove(life);
      } catch (DatabaseUnavailableException e) {
        LOG.log(Level.DEBUG, "lost runs are noted later", e);
        return;
      }
    }
    settleUnheardOf();
  }

  private void settleUnheardOf() {
    Instant latest = clock.instant().minus(LAST_WORDS);
    List<Run> due =
        unheardOf.stream()
            .takeWhile(run -> run.ended().orElseThrow().isBefore(latest))
            .limit(AT_ONCE)
            .toList();
    if (!due.isEmpty()) {
      try {
        history.loseUnheardOf(due).forEach(this::lost);
        unheardOf.removeAll(due);
      } catch (DatabaseUnavailableException e) {
        LOG.log(Level.DEBUG, "lost runs are noted later", e);
      }
    }
  }

  /**
   * Looks for lives that ended while nobody looked. A life counts as over when it was missing twice
   * in a row: one that has just begun may not be in the view yet.
   */
  void search() {
    try {
      Set<String> missing = new HashSet<>(history.membersRunning());
      missing.removeAll(view.members().stream().map(Member::life).collect(Collectors.toSet()));
      missing.stream().filter(suspects::contains).forEach(life -> ended(life, List.of()));
      suspects = missing;
    } catch (DatabaseUnavailableException e) {
      LOG.log(Level.DEBUG, "lost runs are looked for later", e);
    }
  }

  private void lost(Run run) {
    jobs.find(run.job()).ifPresent(defined -> bell.ended(defined.job(), run));
  }
}
