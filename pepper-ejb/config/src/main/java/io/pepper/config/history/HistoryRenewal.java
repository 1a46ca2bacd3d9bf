package io.pepper.config.history;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.document.PackedContent;
import io.pepper.config.secret.SecretRenewal;
import io.pepper.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The encryption anew of secrets in the history, row by row in the order of keys. */
public final class HistoryRenewal {
  private static final int BATCH = 100;

  private record RowKey(String domain, String file, long version) {}

  private final Database database;

  public HistoryRenewal(Database database) {
    this.database = database;
  }

  /**
   * Encrypts all secrets anew that need it.
   *
   * @throws io.pepper.database.DatabaseUnavailableException if that is away; the next run goes on
   */
  public void run(SecretRenewal renewal) {
    List<RowKey> keys = database.sql(connection -> after(connection, new RowKey("", "", 0)));
    while (!keys.isEmpty()) {
      for (RowKey key : keys) {
        database.sql(connection -> renew(connection, key, renewal));
      }
      RowKey last = keys.getLast();
      keys = database.sql(connection -> after(connection, last));
    }
  }

  private static List<RowKey> after(Connection connection, RowKey key) throws SQLException {
    String sql =
        "SELECT domain, file, version FROM pepper_config_file WHERE content IS NOT NULL AND"
            + " (domain > ? OR (domain = ? AND (file > ? OR (file = ? AND version > ?))))"
            + " ORDER BY domain, file, version LIMIT "
            + BATCH;
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, key.domain());
      query.setString(2, key.domain());
      query.setString(3, key.file());
      query.setString(4, key.file());
      query.setLong(5, key.version());
      List<RowKey> keys = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          keys.add(new RowKey(row.getString(1), row.getString(2), row.getLong(3)));
        }
      }
      return keys;
    }
  }

  private static boolean renew(Connection connection, RowKey key, SecretRenewal renewal)
      throws SQLException {
    Optional<FileContent> kept = read(connection, key);
    if (kept.isEmpty()) {
      return false;
    }
    FileContent renewed =
        renewal.renew(new DomainName(key.domain()), new FileName(key.file()), kept.get());
    return !renewed.equals(kept.get()) && write(connection, key, renewed);
  }

  private static Optional<FileContent> read(Connection connection, RowKey key) throws SQLException {
    String sql =
        "SELECT content FROM pepper_config_file WHERE domain = ? AND file = ? AND version = ?"
            + " FOR UPDATE";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, key.domain());
      query.setString(2, key.file());
      query.setLong(3, key.version());
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? Optional.ofNullable(row.getBytes(1)).map(PackedContent::read)
            : Optional.empty();
      }
    }
  }

  private static boolean write(Connection connection, RowKey key, FileContent content)
      throws SQLException {
    String sql =
        "UPDATE pepper_config_file SET content = ? WHERE domain = ? AND file = ? AND version = ?";
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setBytes(1, PackedContent.write(content));
      update.setString(2, key.domain());
      update.setString(3, key.file());
      update.setLong(4, key.version());
      return update.executeUpdate() > 0;
    }
  }
}
