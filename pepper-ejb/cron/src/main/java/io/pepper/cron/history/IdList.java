package io.pepper.cron.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** A statement about the rows of several runs. */
final class IdList {
  private IdList() {}

  /**
   * @param before ends where the list of marks begins
   * @param ids at least one
   */
  static PreparedStatement prepare(
      Connection connection, String before, List<String> ids, String after) throws SQLException {
    // A power of two, so that the database sees few different statements.
    int marks = ids.size() == 1 ? 1 : Integer.highestOneBit(ids.size() - 1) << 1;
    String sql = before + " (?" + ",?".repeat(marks - 1) + ")" + after;
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < marks; i++) {
      statement.setString(i + 1, ids.get(Math.min(i, ids.size() - 1)));
    }
    return statement;
  }
}
