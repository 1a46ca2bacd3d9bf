package io.pepper.cron.history;

import io.pepper.cron.definition.JobName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The deletion of rows of runs, which keeps the number of rows of each job right. */
final class DeletedRuns {
  private static final String RUNS = "FROM pepper_cron_run WHERE id IN";

  private DeletedRuns() {}

  /**
   * @param condition more that must hold for a row to be deleted; begins with AND
   * @return how many were deleted; others may have been faster
   */
  static int delete(Connection connection, List<String> ids, String condition) throws SQLException {
    if (ids.isEmpty()) {
      return 0;
    }
    Counters counters = new Counters();
    List<String> locked = new ArrayList<>();
    try (PreparedStatement query =
            IdList.prepare(connection, "SELECT id, job " + RUNS, ids, condition + " FOR UPDATE");
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        locked.add(row.getString(1));
        counters.kept(new JobName(row.getString(2)), -1);
      }
    }
    if (locked.isEmpty()) {
      return 0;
    }
    try (PreparedStatement deletion = IdList.prepare(connection, "DELETE " + RUNS, locked, "")) {
      deletion.executeUpdate();
    }
    counters.apply(connection);
    return locked.size();
  }
}
