package io.pepper.database;

import java.sql.SQLException;

/** The database did not answer in time; a change may or may not have happened. */
public class DatabaseUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DatabaseUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Whether it was the way to the database that failed, not what was asked of it. */
  boolean isBrokenConnection() {
    for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException e && String.valueOf(e.getSQLState()).startsWith("08")) {
        return true;
      }
    }
    return false;
  }
}
