package io.pepper.cron.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The update of rows and the insertion of those that are not there, in two round trips on every
 * database.
 */
final class BatchUpsert {
  private final Connection connection;
  private final String update;
  private final String insert;

  private BatchUpsert(Connection connection, String update, String insert) {
    this.connection = connection;
    this.update = update;
    this.insert = insert;
  }

  /** Sets the same parameters in both statements. */
  @FunctionalInterface
  interface Parameters<T> {
    void set(PreparedStatement statement, T row) throws SQLException;
  }

  static BatchUpsert of(Connection connection, String update, String insert) {
    return new BatchUpsert(connection, update, insert);
  }

  <T> void run(Collection<T> rows, Parameters<T> parameters) throws SQLException {
    List<T> all = List.copyOf(rows);
    int[] updated = execute(connection, update, all, parameters);
    List<T> missing = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (updated[i] == 0) {
        missing.add(all.get(i));
      }
    }
    execute(connection, insert, missing, parameters);
  }

  /** Returns the number of rows that each execution changed. */
  static <T> int[] execute(
      Connection connection, String sql, List<T> rows, Parameters<T> parameters)
      throws SQLException {
    if (rows.isEmpty()) {
      return new int[0];
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (T row : rows) {
        parameters.set(statement, row);
        statement.addBatch();
      }
      return statement.executeBatch();
    }
  }
}
