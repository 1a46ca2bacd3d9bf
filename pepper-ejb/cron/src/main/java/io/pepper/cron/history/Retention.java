package io.pepper.cron.history;

import io.pepper.cron.definition.JobName;
import io.pepper.database.Database;
import io.pepper.database.SqlWork;
import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The deletion of runs that are older or more than the settings keep, at most 1,000 rows in each
 * transaction.
 */
final class Retention {
  private static final int BATCH = 1000;
  private static final int MAX_JOBS = 100;
  private static final Duration MIN_AGE = Duration.ofMinutes(1);
  private static final Duration MAX_AGE = Duration.ofDays(36_500);
  private static final String ENDED = " AND ended_ms IS NOT NULL";
  private static final String AGE = "pepper.cron.history.age";

  private final Database database;
  private final Duration age;
  private final int runs;

  Retention(Database database, Settings settings) {
    this.database = database;
    this.age = settings.duration(AGE, Duration.ofDays(30));
    if (age.compareTo(MIN_AGE) < 0 || age.compareTo(MAX_AGE) > 0) {
      throw new InvalidSettingException(AGE, age.toString(), "a time from 1m to 36500d");
    }
    this.runs = settings.integer("pepper.cron.history.runs", 1000, 1, 1_000_000);
  }

  void sweep(Instant now) {
    Instant oldest = oldest(now);
    repeat(connection -> deleteEndedBefore(connection, oldest));
    repeat(this::deleteSurplus);
    repeat(connection -> deleteDaysBefore(connection, Counters.day(oldest)));
  }

  /** Returns the instant before which runs have ended that are deleted. */
  Instant oldest(Instant now) {
    return now.minus(age);
  }

  /** Deletes the runs and counters of a job that was removed. */
  void forget(JobName job) {
    repeat(connection -> DeletedRuns.delete(connection, oldest(connection, job, BATCH), ""));
    database.sql(connection -> {
      deleteWhere(connection, "pepper_cron_count WHERE job = ?", job.value());
      return deleteWhere(connection, "pepper_cron_total WHERE job = ?", job.value());
    });
  }

  private void repeat(SqlWork<Integer> deletion) {
    while (database.sql(deletion) > 0) {
      // Each is a transaction of its own.
    }
  }

  private static int deleteEndedBefore(Connection connection, Instant oldest) throws SQLException {
    String sql =
        "SELECT id FROM pepper_cron_run WHERE ended_ms < ? ORDER BY ended_ms LIMIT " + BATCH;
    return DeletedRuns.delete(
        connection, RunRows.texts(connection, sql, oldest.toEpochMilli()), ENDED);
  }

  /** Deletes from as many jobs as fill a transaction. */
  private int deleteSurplus(Connection connection) throws SQLException {
    List<String> surplus = new ArrayList<>();
    for (Map.Entry<JobName, Long> job : lockThoseWithSurplus(connection).entrySet()) {
      long room = Math.min(job.getValue(), BATCH - surplus.size());
      if (room > 0) {
        surplus.addAll(oldest(connection, job.getKey(), room));
      }
    }
    return DeletedRuns.delete(connection, surplus, ENDED);
  }

  /**
   * Finds and locks the jobs with too many runs, so that two nodes which sweep at the same time do
   * not both delete the surplus.
   */
  private Map<JobName, Long> lockThoseWithSurplus(Connection connection) throws SQLException {
    String sql =
        "SELECT job, kept FROM pepper_cron_total WHERE kept > ? LIMIT " + MAX_JOBS + " FOR UPDATE";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setLong(1, runs);
      Map<JobName, Long> surplus = new LinkedHashMap<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          surplus.put(new JobName(row.getString(1)), row.getLong(2) - runs);
        }
      }
      return surplus;
    }
  }

  private static List<String> oldest(Connection connection, JobName job, long limit)
      throws SQLException {
    String sql =
        "SELECT id FROM pepper_cron_run WHERE job = ? ORDER BY job, nominal_ms, id LIMIT " + limit;
    return RunRows.texts(connection, sql, job.value());
  }

  private static int deleteDaysBefore(Connection connection, long day) throws SQLException {
    return deleteWhere(connection, "pepper_cron_count WHERE utc_day < ? LIMIT " + BATCH, day);
  }

  private static int deleteWhere(Connection connection, String tableAndCondition, Object parameter)
      throws SQLException {
    String sql = "DELETE FROM " + tableAndCondition;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, parameter);
      return statement.executeUpdate();
    }
  }
}
