package io.pepper.config.history;

import io.pepper.database.Database;
import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The deletion of versions that are older than the settings keep. Of each domain the newest one
 * stays, and what the versions that stay are made of.
 */
public final class RevisionRetention {
  private static final String KEEP = "pepper.config.history.keep";
  private static final Duration MIN_KEEP = Duration.ofDays(1);
  private static final Duration MAX_KEEP = Duration.ofDays(36_500);

  private final Database database;
  private final Duration keep;

  /**
   * @param settings {@code pepper.config.history.keep} is read
   * @throws InvalidSettingException if it cannot work
   */
  public RevisionRetention(Database database, Settings settings) {
    this.database = database;
    this.keep = settings.duration(KEEP, MAX_KEEP);
    if (keep.compareTo(MIN_KEEP) < 0 || keep.compareTo(MAX_KEEP) > 0) {
      throw new InvalidSettingException(KEEP, keep.toString(), "a time from 1d to 36500d");
    }
  }

  /**
   * Deletes what is too old. Any number of nodes may do so at once.
   *
   * @throws io.pepper.database.DatabaseUnavailableException if the database does not answer: the
   *     next call goes on
   */
  public void sweep(Instant now) {
    long oldest = now.minus(keep).toEpochMilli();
    Map<String, Long> first = database.sql(connection -> firstKept(connection, oldest));
    first.forEach(
        (domain, version) -> database.sql(connection -> deleteBelow(connection, domain, version)));
  }

  /** Returns the oldest version to keep of each domain that has one to delete. */
  private static Map<String, Long> firstKept(Connection connection, long oldest)
      throws SQLException {
    String sql =
        "SELECT domain, COALESCE(MIN(CASE WHEN happened_ms >= ? THEN version END), MAX(version))"
            + " FROM pepper_config_revision WHERE domain IN"
            + " (SELECT domain FROM pepper_config_revision WHERE happened_ms < ?) GROUP BY domain";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setLong(1, oldest);
      query.setLong(2, oldest);
      Map<String, Long> first = new LinkedHashMap<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          first.put(row.getString(1), row.getLong(2));
        }
      }
      return first;
    }
  }

  private static int deleteBelow(Connection connection, String domain, long version)
      throws SQLException {
    execute(
        connection,
        "DELETE FROM pepper_config_revision WHERE domain = ? AND version < ?",
        domain,
        version);
    // The state of a file at the first version that stays is in its newest row up to that one.
    String newest =
        " FROM (SELECT file AS name, MAX(version) AS newest FROM pepper_config_file"
            + " WHERE domain = ? AND version <= ? AND state <> 'GRAY' GROUP BY file) n";
    return execute(
            connection,
            "DELETE FROM pepper_config_file WHERE domain = ? AND version < ? AND state = 'GRAY'",
            domain,
            version)
        + execute(
            connection,
            "DELETE FROM pepper_config_file WHERE domain = ? AND version < ? AND version <"
                + " (SELECT n.newest"
                + newest
                + " WHERE n.name = file)",
            domain,
            version,
            domain,
            version);
  }

  private static int execute(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      return statement.executeUpdate();
    }
  }
}
