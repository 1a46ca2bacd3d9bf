package io.pepper.test.chaos;

import io.pepper.test.chaos.Execution.Slot;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A run as the history has it.
 *
 * @param first of the occurrences it is about, if these were left out together
 */
record Recorded(
    String id, Slot slot, Instant first, Instant nominal, String node, String state, String text) {
  private static final Pattern RANGE = Pattern.compile("from (\\S+) on: ");

  static List<Recorded> all(Connection connection) throws SQLException {
    List<Recorded> all = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT id, job, slot, nominal_ms, node, state, output FROM pepper_cron_run")) {
      while (row.next()) {
        Instant nominal = Instant.ofEpochMilli(row.getLong(4));
        Matcher range = RANGE.matcher(row.getString(7));
        boolean many = row.getString(6).equals("SKIPPED") && range.lookingAt();
        all.add(
            new Recorded(
                row.getString(1),
                new Slot(row.getString(2), row.getString(3)),
                many ? Instant.parse(range.group(1)) : nominal,
                nominal,
                row.getString(5),
                row.getString(6),
                row.getString(7)));
      }
    }
    return all;
  }

  /** Runs that are not over. */
  static int running(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT COUNT(*) FROM pepper_cron_run WHERE ended_ms IS NULL")) {
      row.next();
      return row.getInt(1);
    }
  }
}
