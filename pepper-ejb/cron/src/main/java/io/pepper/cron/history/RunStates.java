package io.pepper.cron.history;

import io.pepper.cron.definition.JobName;
import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunId;
import io.pepper.cron.run.RunState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The storing of runs, which counts them in the same transaction: a run that is stored twice is
 * counted once, since the second time finds the first.
 */
final class RunStates {
  private final RunRows rows;

  RunStates(RunRows rows) {
    this.rows = rows;
  }

  /**
   * @param runs of different ids
   * @return how many rows changed
   */
  int store(Connection connection, List<Run> runs) throws SQLException {
    // In one order everywhere, so that nodes rarely wait for each other in a circle.
    List<Run> sorted = new ArrayList<>(runs);
    sorted.sort(Comparator.comparing(Run::id));
    Map<RunId, Stored> before = rows.lock(connection, sorted.stream().map(Run::id).toList());
    Counters counters = new Counters();
    List<Run> inserted = new ArrayList<>();
    List<Run> updated = new ArrayList<>();
    for (Run run : sorted) {
      Stored stored = before.get(run.id());
      if (stored == null) {
        inserted.add(run);
        counters.kept(run.job(), 1);
        counters.ended(run.job(), run.state(), run.ended(), 1);
      } else if (replaces(run.state(), stored.state())) {
        updated.add(run);
        counters.ended(stored.job(), stored.state(), stored.ended(), -1);
        counters.ended(run.job(), run.state(), run.ended(), 1);
      }
    }
    rows.insert(connection, inserted);
    rows.update(connection, updated);
    counters.apply(connection);
    return inserted.size() + updated.size();
  }

  /**
   * A run as it is stored.
   *
   * @param state that the row had
   */
  record Stored(JobName job, RunState state, Optional<Instant> ended) {}

  static boolean replaces(Run added, Run waiting) {
    return replaces(added.state(), waiting.state());
  }

  /**
   * Returns whether a state replaces a stored one: a run that is over does not run again, and it is
   * lost only as long as no end is known.
   */
  private static boolean replaces(RunState added, RunState stored) {
    return switch (added) {
      case RUNNING -> stored == RunState.RUNNING;
      case LOST -> stored == RunState.RUNNING || stored == RunState.LOST;
      default -> true;
    };
  }
}
