package io.pepper.config.history;

import io.pepper.config.cluster.RecordedPublish;
import io.pepper.config.definition.DomainName;
import java.sql.Connection;
import java.sql.SQLException;

/** The archiver's first step by itself. */
public final class RecordedRows {
  private RecordedRows() {}

  public static boolean store(Connection connection, DomainName domain, RecordedPublish publish)
      throws SQLException {
    return RevisionRows.store(connection, domain, publish);
  }
}
