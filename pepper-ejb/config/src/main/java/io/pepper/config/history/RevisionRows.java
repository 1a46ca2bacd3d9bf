package io.pepper.config.history;

import io.pepper.config.cluster.RecordedFile;
import io.pepper.config.cluster.RecordedPublish;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.Revision;
import io.pepper.config.document.PackedContent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/** The writing of tables {@code pepper_config_revision} and {@code pepper_config_file}. */
final class RevisionRows {
  private static final int MAX_AUTHOR_CHARACTERS = 200;
  private static final int MAX_NOTE_CHARACTERS = 1000;

  private RevisionRows() {}

  /**
   * Stores a publish, unless it is stored already. Another one of the same version, which
   * Coordination does not know any more since it was restored from a backup, is replaced.
   */
  static boolean store(Connection connection, DomainName domain, RecordedPublish publish)
      throws SQLException {
    Revision revision = publish.revision();
    if (isStored(connection, domain, revision)) {
      return false;
    }
    delete(connection, "pepper_config_file", domain, revision.version());
    delete(connection, "pepper_config_revision", domain, revision.version());
    insert(connection, domain, revision);
    insert(connection, domain, publish);
    return true;
  }

  private static boolean isStored(Connection connection, DomainName domain, Revision revision)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT happened_ms, kind, author FROM pepper_config_revision"
                + " WHERE domain = ? AND version = ? FOR UPDATE")) {
      query.setString(1, domain.value());
      query.setLong(2, revision.version());
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            && row.getLong(1) == revision.at().toEpochMilli()
            && row.getString(2).equals(revision.kind().name())
            && row.getString(3).equals(author(revision));
      }
    }
  }

  private static void delete(Connection connection, String table, DomainName domain, long version)
      throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM " + table + " WHERE domain = ? AND version = ?")) {
      delete.setString(1, domain.value());
      delete.setLong(2, version);
      delete.executeUpdate();
    }
  }

  private static void insert(Connection connection, DomainName domain, Revision revision)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO pepper_config_revision (domain, version, kind, author, note, happened_ms)"
                + " VALUES (?,?,?,?,?,?)")) {
      insert.setString(1, domain.value());
      insert.setLong(2, revision.version());
      insert.setString(3, revision.kind().name());
      insert.setString(4, author(revision));
      insert.setString(5, cut(revision.note(), MAX_NOTE_CHARACTERS));
      insert.setLong(6, revision.at().toEpochMilli());
      insert.executeUpdate();
    }
  }

  private static void insert(Connection connection, DomainName domain, RecordedPublish publish)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO pepper_config_file (domain, file, version, state, content)"
                + " VALUES (?,?,?,?,?)")) {
      // Row by row: contents may be large, and a batch is one message to the database.
      for (Map.Entry<FileName, RecordedFile> each : publish.files().entrySet()) {
        insert.setString(1, domain.value());
        insert.setString(2, each.getKey().path());
        insert.setLong(3, publish.revision().version());
        insert.setString(4, each.getValue().state().name());
        insert.setBytes(5, each.getValue().content().map(PackedContent::write).orElse(null));
        insert.executeUpdate();
      }
    }
  }

  private static String author(Revision revision) {
    return cut(revision.author(), MAX_AUTHOR_CHARACTERS);
  }

  private static String cut(String text, int characters) {
    return text.length() <= characters ? text : text.substring(0, characters - 1) + "…";
  }
}
