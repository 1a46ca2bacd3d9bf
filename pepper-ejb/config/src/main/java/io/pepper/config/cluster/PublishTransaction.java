package io.pepper.config.cluster;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.DomainSettings;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.Revision;
import io.pepper.config.definition.RevisionKind;
import io.pepper.config.edit.ContentEditor;
import io.pepper.config.edit.FileEdit;
import io.pepper.config.edit.FileLimits;
import io.pepper.config.edit.PublishRequest;
import io.pepper.config.edit.Published;
import io.pepper.config.edit.StaleFileException;
import io.pepper.config.edit.UnknownConfigException;
import io.pepper.coordination.ReplicatedMap;
import io.pepper.coordination.Versioned;
import io.pepper.definition.InvalidDefinitionException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One attempt to write a domain: reads its record first, and commits only if that is unchanged,
 * which guards all else that was read. For one thread.
 */
final class PublishTransaction {
  /** The publishes of a domain that may wait for the history while the database is away. */
  private static final int MAX_UNRECORDED = 500;

  private final ReplicatedMap<ConfigRecordKey, ConfigRecord> records;
  private final DomainName domain;
  private final long guard;
  private final ConfigRecord.Domain before;
  private final Map<ConfigRecordKey, Optional<ConfigRecord>> changes = new LinkedHashMap<>();
  private final Map<FileName, Optional<FileContent>> contents = new LinkedHashMap<>();

  private PublishTransaction(
      ReplicatedMap<ConfigRecordKey, ConfigRecord> records,
      DomainName domain,
      long guard,
      ConfigRecord.Domain before) {
    this.records = records;
    this.domain = domain;
    this.guard = guard;
    this.before = before;
  }

  static PublishTransaction begin(
      ReplicatedMap<ConfigRecordKey, ConfigRecord> records, DomainName domain) {
    Optional<Versioned<ConfigRecord>> there = records.read(ConfigRecordKey.of(domain));
    return new PublishTransaction(
        records,
        domain,
        there.map(Versioned::revision).orElse(0L),
        there.map(record -> (ConfigRecord.Domain) record.value()).orElse(ConfigRecord.Domain.NONE));
  }

  /** Returns empty if another writer was faster. */
  Optional<Published> publish(PublishRequest request, RevisionKind kind, Instant now) {
    Map<FileName, Optional<ConfigRecord.File>> present = new LinkedHashMap<>();
    Map<FileName, Optional<FileContent>> edited = new LinkedHashMap<>();
    for (FileEdit edit : request.edits()) {
      FileName file = edit.file();
      Optional<ConfigRecord.File> there = present.computeIfAbsent(file, this::read);
      Optional<FileContent> content =
          edited.getOrDefault(file, there.map(ConfigRecord.File::content));
      edited.put(file, ContentEditor.apply(content, edit));
    }
    request
        .expected()
        .forEach((file, version) ->
            requireVersion(file, version, present.computeIfAbsent(file, this::read)));
    edited.forEach((file, content) -> {
      if (!content.equals(present.get(file).map(ConfigRecord.File::content))) {
        set(file, content, present.get(file));
      }
    });
    if (contents.isEmpty()) {
      return Optional.of(new Published(before.version(), Set.of()));
    }
    return commit(kind, request.author(), request.note(), now, before.settings(), false);
  }

  private Optional<ConfigRecord.File> read(FileName file) {
    return before.isDeleted()
        ? Optional.empty()
        : records
            .read(ConfigRecordKey.of(domain, ConfigRecordKind.FILE, file))
            .map(record -> (ConfigRecord.File) record.value());
  }

  private static void requireVersion(
      FileName file, long expected, Optional<ConfigRecord.File> there) {
    long version = there.map(ConfigRecord.File::version).orElse(0L);
    if (version != expected) {
      throw new StaleFileException(file, expected, version);
    }
  }

  private void set(
      FileName file, Optional<FileContent> content, Optional<ConfigRecord.File> present) {
    content.ifPresent(there -> FileLimits.check(file, there));
    contents.put(file, content);
    changes.put(
        ConfigRecordKey.of(domain, ConfigRecordKind.FILE, file),
        content.map(there ->
            new ConfigRecord.File(
                before.version() + 1, there, present.flatMap(ConfigRecord.File::gray))));
  }

  private SortedSet<FileName> filesAfterwards() {
    SortedSet<FileName> files = new TreeSet<>(before.isDeleted() ? Set.of() : before.files());
    contents.forEach((file, content) -> {
      if (content.isPresent()) {
        files.add(file);
      } else {
        files.remove(file);
      }
    });
    if (files.size() > FileLimits.MAX_FILES) {
      throw new InvalidDefinitionException(
          "files",
          "the domain would have %d files, %d are allowed: use another domain"
              .formatted(files.size(), FileLimits.MAX_FILES));
    }
    return files;
  }

  /** Returns empty if another writer was faster. */
  Optional<Published> delete(String author, String note, Instant now) {
    if (before.isDeleted()) {
      throw UnknownConfigException.domain(domain);
    }
    before.files().forEach(file -> set(file, Optional.empty(), Optional.empty()));
    return commit(RevisionKind.DOMAIN_DELETED, author, note, now, DomainSettings.DEFAULT, true);
  }

  private Optional<Published> commit(
      RevisionKind kind,
      String author,
      String note,
      Instant now,
      DomainSettings settings,
      boolean isDeleted) {
    refuseTooManyUnrecorded();
    long version = before.version() + 1;
    Revision revision = new Revision(version, kind, author, note, now);
    changes.put(
        ConfigRecordKey.of(domain),
        Optional.of(new ConfigRecord.Domain(version, isDeleted, settings, filesAfterwards())));
    changes.put(
        ConfigRecordKey.unrecorded(domain, version),
        Optional.of(new ConfigRecord.Unrecorded(revision, contents)));
    return records.commit(ConfigRecordKey.of(domain), guard, changes)
        ? Optional.of(new Published(version, contents.keySet()))
        : Optional.empty();
  }

  private void refuseTooManyUnrecorded() {
    long waiting =
        records
            .after(ConfigRecordKey.unrecorded(domain, 0))
            .takeWhile(each ->
                ConfigRecordKey.parse(each.key().substring(ConfigTable.PREFIX.length()))
                    .domain()
                    .equals(domain))
            .count();
    if (waiting >= MAX_UNRECORDED) {
      throw new InvalidDefinitionException(
          "",
          "%d publishes of %s wait for the history, which is the most: the database does not answer; publish again when it is back"
              .formatted(waiting, domain));
    }
  }
}
