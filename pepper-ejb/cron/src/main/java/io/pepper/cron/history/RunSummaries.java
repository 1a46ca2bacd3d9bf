package io.pepper.cron.history;

import io.pepper.cron.definition.JobName;
import io.pepper.cron.history.History.Counts;
import io.pepper.cron.history.History.Glance;
import io.pepper.cron.run.Run;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How jobs fare, read together. */
final class RunSummaries {
  /** Enough to look past runs that were skipped while another goes on. */
  private static final int LATEST = 10;

  private RunSummaries() {}

  /** One short query per job for its runs, from the index; one for all counters. */
  static Map<JobName, Glance> read(Connection connection, RunRows rows, Collection<JobName> jobs)
      throws SQLException {
    if (jobs.isEmpty()) {
      return Map.of();
    }
    Map<JobName, Counts> counts = counts(connection, jobs);
    Map<JobName, Glance> glances = new HashMap<>();
    for (JobName job : jobs) {
      List<Run> latest = rows.latestWithoutOutput(connection, job, Optional.empty(), LATEST);
      if (!latest.isEmpty() || counts.containsKey(job)) {
        glances.put(job, new Glance(latest, counts.getOrDefault(job, new Counts(0, 0, 0, 0, 0))));
      }
    }
    return glances;
  }

  private static Map<JobName, Counts> counts(Connection connection, Collection<JobName> jobs)
      throws SQLException {
    String sql =
        "SELECT job, succeeded, failed, killed, lost, skipped FROM pepper_cron_total WHERE job IN";
    List<String> names = jobs.stream().map(JobName::value).toList();
    Map<JobName, Counts> counts = new HashMap<>();
    try (PreparedStatement query = IdList.prepare(connection, sql, names, "");
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        counts.put(
            new JobName(row.getString(1)),
            new Counts(
                row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6)));
      }
    }
    return counts;
  }
}
