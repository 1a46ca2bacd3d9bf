package io.pepper.cron.fire;

import io.pepper.cron.alarm.AlarmBell;
import io.pepper.cron.cluster.ClusterView;
import io.pepper.cron.cluster.Member;
import io.pepper.cron.history.History;
import io.pepper.cron.run.Run;
import io.pepper.database.DatabaseUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Notes what became of runs whose node's life has ended: they are lost. The database may be away
 * then, so the lives wait; at the start, and now and then, those that nobody noticed are found.
 */
final class Lives {
  private static final Logger LOG = System.getLogger(Lives.class.getName());
  private static final int MOST_WAITING = 10_000;

  private final ClusterView view;
  private final JobDirectory jobs;
  private final History history;
  private final AlarmBell bell;
  private final Clock clock;
  private final Set<String> ended = ConcurrentHashMap.newKeySet();
  private Set<String> suspects = Set.of();

  Lives(ClusterView view, JobDirectory jobs, History history, AlarmBell bell, Clock clock) {
    this.view = view;
    this.jobs = jobs;
    this.history = history;
    this.bell = bell;
    this.clock = clock;
  }

  /** A life is over. Does not block. */
  void ended(String life) {
    if (ended.size() < MOST_WAITING) {
      ended.add(life);
    }
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
  }

  /**
   * Looks for lives that ended while nobody looked. A life counts as over when it was missing twice
   * in a row: one that has just begun may not be in the view yet.
   */
  void search() {
    try {
      Set<String> missing = new HashSet<>(history.membersRunning());
      missing.removeAll(view.members().stream().map(Member::life).collect(Collectors.toSet()));
      missing.stream().filter(suspects::contains).forEach(this::ended);
      suspects = missing;
    } catch (DatabaseUnavailableException e) {
      LOG.log(Level.DEBUG, "lost runs are looked for later", e);
    }
  }

  private void lost(Run run) {
    jobs.find(run.job()).ifPresent(defined -> bell.ended(defined.job(), run));
  }
}
