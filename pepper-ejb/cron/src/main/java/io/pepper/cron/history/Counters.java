package io.pepper.cron.history;

import io.pepper.cron.definition.JobName;
import io.pepper.cron.run.RunCounts;
import io.pepper.cron.run.RunState;
import io.pepper.cron.run.RunTotals;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The changes of counters in one transaction, collected and then made in one order, each once. Used
 * by one thread.
 */
final class Counters {
  private static final int STATES = 5;
  private static final String COLUMNS = "succeeded, failed, killed, lost, skipped";
  private static final String CHANGES =
      "succeeded = succeeded + ?, failed = failed + ?, killed = killed + ?, lost = lost + ?,"
          + " skipped = skipped + ?";

  private record JobDay(JobName job, long day) implements Comparable<JobDay> {
    @Override
    public int compareTo(JobDay other) {
      int byJob = job.compareTo(other.job);
      return byJob != 0 ? byJob : Long.compare(day, other.day);
    }
  }

  private final Map<JobName, Long> kept = new TreeMap<>();
  private final Map<JobName, long[]> totals = new TreeMap<>();
  private final Map<JobDay, long[]> days = new TreeMap<>();

  /** Returns the days since 1970, UTC. */
  static long day(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay();
  }

  /** Counts rows of runs that were added or deleted. */
  void kept(JobName job, long change) {
    kept.merge(job, change, Long::sum);
  }

  /** Counts runs that ended in this state; runs that go on are not counted. */
  void ended(JobName job, RunState state, Optional<Instant> ended, long change) {
    if (state != RunState.RUNNING) {
      int column = column(state);
      totals.computeIfAbsent(job, none -> new long[STATES])[column] += change;
      JobDay day = new JobDay(job, day(ended.orElseThrow()));
      days.computeIfAbsent(day, none -> new long[STATES])[column] += change;
    }
  }

  private static int column(RunState state) {
    return switch (state) {
      case SUCCEEDED -> 0;
      case FAILED -> 1;
      case KILLED -> 2;
      case LOST -> 3;
      case SKIPPED -> 4;
      case RUNNING -> throw new IllegalArgumentException("a run that runs has no end to count");
    };
  }

  void apply(Connection connection) throws SQLException {
    kept.keySet().forEach(job -> totals.computeIfAbsent(job, none -> new long[STATES]));
    BatchUpsert.of(
            connection,
            "UPDATE pepper_cron_total SET " + CHANGES + ", kept = kept + ? WHERE job = ?",
            "INSERT INTO pepper_cron_total (" + COLUMNS + ", kept, job) VALUES (?,?,?,?,?,?,?)")
        .run(
            totals.entrySet(),
            (statement, total) -> {
              setCounts(statement, total.getValue());
              statement.setLong(STATES + 1, kept.getOrDefault(total.getKey(), 0L));
              statement.setString(STATES + 2, total.getKey().value());
            });
    BatchUpsert.of(
            connection,
            "UPDATE pepper_cron_count SET " + CHANGES + " WHERE job = ? AND utc_day = ?",
            "INSERT INTO pepper_cron_count (" + COLUMNS + ", job, utc_day) VALUES (?,?,?,?,?,?,?)")
        .run(
            days.entrySet(),
            (statement, day) -> {
              setCounts(statement, day.getValue());
              statement.setString(STATES + 1, day.getKey().job().value());
              statement.setLong(STATES + 2, day.getKey().day());
            });
  }

  private static void setCounts(PreparedStatement statement, long[] counts) throws SQLException {
    for (int i = 0; i < STATES; i++) {
      statement.setLong(i + 1, counts[i]);
    }
  }

  static RunTotals read(Connection connection, JobName job, long today) throws SQLException {
    String all = "SELECT " + COLUMNS + " FROM pepper_cron_total WHERE job = ?";
    String day = "SELECT " + COLUMNS + " FROM pepper_cron_count WHERE job = ? AND utc_day = ?";
    try (PreparedStatement ofAll = connection.prepareStatement(all);
        PreparedStatement ofToday = connection.prepareStatement(day)) {
      ofAll.setString(1, job.value());
      ofToday.setString(1, job.value());
      ofToday.setLong(2, today);
      return new RunTotals(counts(ofAll), counts(ofToday));
    }
  }

  private static RunCounts counts(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      return row.next()
          ? new RunCounts(
              row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5))
          : RunCounts.ZERO;
    }
  }
}
