package io.pepper.cron.history;

import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunId;
import io.pepper.cron.run.RunState;
import io.pepper.database.Database;
import io.pepper.database.DatabaseUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Marks the running runs of a life of a node as lost, some hundred in each transaction. */
final class LostRunMarker {
  private static final int BATCH = 500;

  private final Database database;
  private final RunRows rows;

  LostRunMarker(Database database, RunRows rows) {
    this.database = database;
    this.rows = rows;
  }

  List<Run> markLost(String member, Instant when) {
    List<Run> lost = new ArrayList<>();
    try {
      List<Run> some;
      do {
        some = database.sql(connection -> markBatch(connection, member, when));
        lost.addAll(some);
      } while (some.size() == BATCH);
    } catch (DatabaseUnavailableException e) {
      // Those that are marked are returned to no other caller: this one must get them.
      if (lost.isEmpty()) {
        throw e;
      }
    }
    return lost;
  }

  List<Run> recordMissing(List<Run> runs) {
    Map<RunId, Run> byId = new TreeMap<>();
    runs.forEach(run -> byId.putIfAbsent(run.id(), run));
    return database.sql(connection -> {
      Map<RunId, Run> unheardOf = new TreeMap<>(byId);
      unheardOf.keySet().removeAll(rows.lock(connection, List.copyOf(byId.keySet())).keySet());
      List<Run> added = List.copyOf(unheardOf.values());
      rows.insert(connection, added);
      Counters counters = new Counters();
      for (Run run : added) {
        counters.kept(run.job(), 1);
        counters.ended(run.job(), run.state(), run.ended(), 1);
      }
      counters.apply(connection);
      return added;
    });
  }

  private List<Run> markBatch(Connection connection, String member, Instant when)
      throws SQLException {
    List<Run> lost =
        rows.lockRunning(connection, member, BATCH).stream()
            .map(run -> RunTexts.lost(run, when))
            .toList();
    rows.update(connection, lost);
    Counters counters = new Counters();
    lost.forEach(run -> counters.ended(run.job(), RunState.LOST, run.ended(), 1));
    counters.apply(connection);
    return lost;
  }
}
