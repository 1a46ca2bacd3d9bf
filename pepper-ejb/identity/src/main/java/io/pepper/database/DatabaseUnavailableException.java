package io.pepper.database;

import java.sql.SQLException;

/** A failure of the database to answer in time. A change may or may not have happened. */
public class DatabaseUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DatabaseUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Returns whether the connection failed, and not the statement. */
  boolean isBrokenConnection() {
    for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException e && String.valueOf(e.getSQLState()).startsWith("08")) {
        return true;
      }
    }
    return false;
  }
}
