package io.pepper.database;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The work of one transaction with plain SQL.
 *
 * @param <T> its result
 */
@FunctionalInterface
public interface SqlWork<T> {
  /** Works on a connection; called again when the database undid it in favour of another. */
  T on(Connection connection) throws SQLException;
}
