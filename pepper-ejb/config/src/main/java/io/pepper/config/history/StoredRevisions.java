package io.pepper.config.history;

import io.pepper.config.cluster.RecordedFile;
import io.pepper.config.cluster.RecordedPublish;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.DomainRevision;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.FileState;
import io.pepper.config.definition.Revision;
import io.pepper.config.definition.RevisionKind;
import io.pepper.config.document.PackedContent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The reading of tables {@code pepper_config_revision} and {@code pepper_config_file}. */
final class StoredRevisions {
  private static final String REVISION =
      "SELECT r.version, r.kind, r.author, r.note, r.happened_ms FROM pepper_config_revision r";
  private static final String NEWEST_FIRST = " ORDER BY r.version DESC LIMIT ";

  private final Connection connection;
  private final DomainName domain;

  StoredRevisions(Connection connection, DomainName domain) {
    this.connection = connection;
    this.domain = domain;
  }

  /** A content with the version that brought it. */
  record StoredFile(long version, RecordedFile file) {}

  /** Returns revisions below a version, the newest first. */
  List<DomainRevision> before(long version, int limit) throws SQLException {
    return described(
        revisions(
            REVISION + " WHERE r.domain = ? AND r.version < ?" + NEWEST_FIRST + limit,
            domain.value(),
            version));
  }

  /** Returns revisions below a version that concern a file, the newest first. */
  List<DomainRevision> before(long version, FileName file, int limit) throws SQLException {
    return described(
        revisions(
            REVISION
                + " JOIN pepper_config_file f ON f.domain = r.domain AND f.version = r.version"
                + " WHERE f.domain = ? AND f.file = ? AND f.version < ?"
                + NEWEST_FIRST
                + limit,
            domain.value(),
            file.path(),
            version));
  }

  private List<Revision> revisions(String sql, Object... parameters) throws SQLException {
    List<Revision> revisions = new ArrayList<>();
    try (PreparedStatement query = query(sql, parameters);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        revisions.add(
            new Revision(
                row.getLong(1),
                RevisionKind.valueOf(row.getString(2)),
                row.getString(3),
                row.getString(4),
                Instant.ofEpochMilli(row.getLong(5))));
      }
    }
    return revisions;
  }

  private List<DomainRevision> described(List<Revision> revisions) throws SQLException {
    if (revisions.isEmpty()) {
      return List.of();
    }
    Map<Long, SortedMap<FileName, FileState>> files = new HashMap<>();
    List<Object> parameters = new ArrayList<>(List.of(domain.value()));
    revisions.forEach(each -> parameters.add(each.version()));
    String sql =
        "SELECT version, file, state FROM pepper_config_file WHERE domain = ? AND version IN (?"
            + ",?".repeat(revisions.size() - 1)
            + ")";
    try (PreparedStatement query = query(sql, parameters.toArray());
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        files
            .computeIfAbsent(row.getLong(1), version -> new TreeMap<>())
            .put(new FileName(row.getString(2)), FileState.valueOf(row.getString(3)));
      }
    }
    return revisions.stream()
        .map(each -> new DomainRevision(each, files.getOrDefault(each.version(), new TreeMap<>())))
        .toList();
  }

  /** Returns whether a version is kept. */
  boolean has(long version) throws SQLException {
    String sql = "SELECT 1 FROM pepper_config_revision WHERE domain = ? AND version = ?";
    try (PreparedStatement query = query(sql, domain.value(), version);
        ResultSet row = query.executeQuery()) {
      return row.next();
    }
  }

  /** Returns a publish with its contents. */
  Optional<RecordedPublish> find(long version) throws SQLException {
    List<Revision> found =
        revisions(REVISION + " WHERE r.domain = ? AND r.version = ?", domain.value(), version);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    SortedMap<FileName, RecordedFile> files = new TreeMap<>();
    files(
            "SELECT file, version, state, content FROM pepper_config_file WHERE domain = ?"
                + " AND version = ?",
            domain.value(),
            version)
        .forEach((name, file) -> files.put(name, file.file()));
    return Optional.of(new RecordedPublish(found.getFirst(), files));
  }

  /** Returns what each file was for all at a version, deleted ones included. */
  Map<FileName, StoredFile> files(long version) throws SQLException {
    return files(
        "SELECT f.file, f.version, f.state, f.content FROM pepper_config_file f JOIN"
            + " (SELECT file, MAX(version) AS newest FROM pepper_config_file WHERE domain = ?"
            + " AND version <= ? AND state <> 'GRAY' GROUP BY file) n"
            + " ON n.file = f.file AND n.newest = f.version WHERE f.domain = ?",
        domain.value(),
        version,
        domain.value());
  }

  /** Returns what a file was for all at a version; empty if it had not been there yet. */
  Optional<StoredFile> file(FileName file, long version) throws SQLException {
    return Optional.ofNullable(
        files(
                "SELECT file, version, state, content FROM pepper_config_file WHERE domain = ?"
                    + " AND file = ? AND version <= ? AND state <> 'GRAY'"
                    + " ORDER BY version DESC LIMIT 1",
                domain.value(),
                file.path(),
                version)
            .get(file));
  }

  private Map<FileName, StoredFile> files(String sql, Object... parameters) throws SQLException {
    Map<FileName, StoredFile> files = new TreeMap<>();
    try (PreparedStatement query = query(sql, parameters);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        Optional<byte[]> content = Optional.ofNullable(row.getBytes(4));
        files.put(
            new FileName(row.getString(1)),
            new StoredFile(
                row.getLong(2),
                new RecordedFile(
                    FileState.valueOf(row.getString(3)), content.map(PackedContent::read))));
      }
    }
    return files;
  }

  private PreparedStatement query(String sql, Object... parameters) throws SQLException {
    PreparedStatement query = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      query.setObject(i + 1, parameters[i]);
    }
    return query;
  }
}
