package io.pepper.database;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What is done in one transaction with plain SQL.
 *
 * @param <T> its result
 */
@FunctionalInterface
public interface SqlWork<T> {
  /** May run again from the start when the database undid it in favour of another transaction. */
  T on(Connection connection) throws SQLException;
}
