package io.pepper.cron.history;

import io.pepper.cron.definition.JobName;
import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunCounts;
import io.pepper.cron.run.RunSummary;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The reading of summaries of many jobs. */
final class RunSummaries {
  /** Enough to look past runs that were skipped while another goes on. */
  private static final int LATEST = 10;

  private RunSummaries() {}

  /**
   * Reads summaries by one short query per job for its runs, from the index, and one for all
   * counters.
   */
  static Map<JobName, RunSummary> read(
      Connection connection, RunRows rows, Collection<JobName> jobs) throws SQLException {
    if (jobs.isEmpty()) {
      return Map.of();
    }
    Map<JobName, RunCounts> counts = counts(connection, jobs);
    Map<JobName, RunSummary> summaries = new HashMap<>();
    for (JobName job : jobs) {
      List<Run> latest = rows.latestWithoutOutput(connection, job, Optional.empty(), LATEST);
      if (!latest.isEmpty() || counts.containsKey(job)) {
        summaries.put(job, new RunSummary(latest, counts.getOrDefault(job, RunCounts.ZERO)));
      }
    }
    return summaries;
  }

  private static Map<JobName, RunCounts> counts(Connection connection, Collection<JobName> jobs)
      throws SQLException {
    String sql =
        "SELECT job, succeeded, failed, killed, lost, skipped FROM pepper_cron_total WHERE job IN";
    List<String> names = jobs.stream().map(JobName::value).toList();
    Map<JobName, RunCounts> counts = new HashMap<>();
    try (PreparedStatement query = IdList.prepare(connection, sql, names, "");
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        counts.put(
            new JobName(row.getString(1)),
            new RunCounts(
                row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6)));
      }
    }
    return counts;
  }
}
