package io.pepper.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Runs plain SQL in a transaction of its own; again, when it met another one. */
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

  /** Leaves nothing of the transaction in the connection, which goes back to the pool. */
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

  /** A deadlock that was broken, or a row that both wanted to be the first to insert. */
  private static boolean metAnother(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.equals("40001") || state.equals("23000") || state.equals("23505");
  }
}
