package io.pepper.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A transaction of plain SQL, run again when the database undid it in favour of another. */
final class SqlTransaction {
  private static final int ATTEMPTS = 4;

  private SqlTransaction() {}

  static <T> T run(DataSource source, SqlWork<T> work) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        return once(source, work);
      } catch (SQLException e) {
        if (attempt == ATTEMPTS || !metAnother(e)) {
          throw e;
        }
      }
    }
  }

  private static <T> T once(DataSource source, SqlWork<T> work) throws SQLException {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.on(connection);
        connection.commit();
        return result;
      } finally {
        end(connection);
      }
    }
  }

  /** Ends the transaction before the connection goes back to the pool. */
  private static void end(Connection connection) throws SQLException {
    if (connection.isClosed()) {
      return;
    }
    try {
      connection.rollback();
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /** Returns whether a deadlock was broken, or two transactions inserted the same row. */
  private static boolean metAnother(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.equals("40001") || state.equals("23000") || state.equals("23505");
  }
}
