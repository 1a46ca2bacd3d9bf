package io.pepper.config.cluster;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.DomainRevision;
import io.pepper.config.definition.DomainSettings;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.Revision;
import io.pepper.config.definition.RevisionKind;
import io.pepper.config.edit.FileLimits;
import io.pepper.config.edit.Published;
import io.pepper.config.edit.StaleFileException;
import io.pepper.coordination.ReplicatedMap;
import io.pepper.coordination.Versioned;
import io.pepper.definition.InvalidDefinitionException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One attempt to write a domain: reads its record first, and commits only if that is unchanged,
 * which guards all else that was read. For one thread.
 */
final class DomainTransaction {
  /** The publishes of a domain that may wait for the history while the database is away. */
  static final int MAX_UNRECORDED = 500;

  private final ReplicatedMap<ConfigRecordKey, ConfigRecord> records;
  private final DomainName domain;
  private final long guard;
  private final ConfigRecord.Domain before;
  private final Map<ConfigRecordKey, Optional<ConfigRecord>> changes = new LinkedHashMap<>();
  private final Map<FileName, RecordedFile> recorded = new LinkedHashMap<>();

  private DomainTransaction(
      ReplicatedMap<ConfigRecordKey, ConfigRecord> records,
      DomainName domain,
      long guard,
      ConfigRecord.Domain before) {
    this.records = records;
    this.domain = domain;
    this.guard = guard;
    this.before = before;
  }

  static DomainTransaction begin(
      ReplicatedMap<ConfigRecordKey, ConfigRecord> records, DomainName domain) {
    Optional<Versioned<ConfigRecord>> there = records.read(ConfigRecordKey.of(domain));
    return new DomainTransaction(
        records,
        domain,
        there.map(Versioned::revision).orElse(0L),
        there.map(record -> (ConfigRecord.Domain) record.value()).orElse(ConfigRecord.Domain.NONE));
  }

  DomainName domain() {
    return domain;
  }

  /** Returns the domain as it was read. */
  ConfigRecord.Domain before() {
    return before;
  }

  /** Returns a file as it is now; empty if it is not there. */
  Optional<ConfigRecord.File> read(FileName file) {
    return before.isDeleted()
        ? Optional.empty()
        : records
            .read(ConfigRecordKey.of(domain, ConfigRecordKind.FILE, file))
            .map(record -> (ConfigRecord.File) record.value());
  }

  /** Returns what is prepared for a file; empty if there is no draft. */
  Optional<Versioned<ConfigRecord>> readDraft(FileName file) {
    return records.read(ConfigRecordKey.of(domain, ConfigRecordKind.DRAFT, file));
  }

  /**
   * @param version expected; 0 for a file that is not there
   * @throws StaleFileException if the file is at another one
   */
  static void requireVersion(FileName file, long version, Optional<ConfigRecord.File> there) {
    long actual = there.map(ConfigRecord.File::version).orElse(0L);
    if (actual != version) {
      throw new StaleFileException(file, version, actual);
    }
  }

  /**
   * Sets the content of a file, and keeps its gray release.
   *
   * @param content empty to delete the file
   * @param present the file as it was read
   */
  void set(FileName file, Optional<FileContent> content, Optional<ConfigRecord.File> present) {
    set(file, content, present.flatMap(ConfigRecord.File::gray), RecordedFile.of(content));
  }

  /**
   * Sets the content of a file with a gray release or none.
   *
   * @param content empty to delete the file
   */
  void set(
      FileName file,
      Optional<FileContent> content,
      Optional<ConfigRecord.Gray> gray,
      RecordedFile record) {
    put(file, content.map(there -> new ConfigRecord.File(next(), there, gray)), record);
  }

  /** Sets what is stored of a file. */
  void put(FileName file, Optional<ConfigRecord> stored, RecordedFile record) {
    record.content().ifPresent(there -> FileLimits.check(file, there));
    recorded.put(file, record);
    changes.put(ConfigRecordKey.of(domain, ConfigRecordKind.FILE, file), stored);
  }

  /**
   * Writes a file that is another in its stored form only, which makes no version.
   *
   * @return false if another writer was faster
   */
  boolean rewrite(FileName file, ConfigRecord.File stored) {
    changes.put(ConfigRecordKey.of(domain, ConfigRecordKind.FILE, file), Optional.of(stored));
    return write(before);
  }

  /** Deletes what is prepared for a file. */
  void deleteDraft(FileName file) {
    changes.put(ConfigRecordKey.of(domain, ConfigRecordKind.DRAFT, file), Optional.empty());
  }

  /** Returns the version that this makes. */
  long next() {
    return before.version() + 1;
  }

  private SortedSet<FileName> filesAfterwards() {
    SortedSet<FileName> files = new TreeSet<>(before.isDeleted() ? Set.of() : before.files());
    changes.forEach((key, value) -> {
      if (key.kind() == ConfigRecordKind.FILE && value.isPresent()) {
        files.add(key.file());
      } else if (key.kind() == ConfigRecordKind.FILE) {
        files.remove(key.file());
      }
    });
    FileLimits.checkCount(files.size());
    return files;
  }

  /**
   * Makes the changes and a version; no version if no file changed.
   *
   * @return empty if another writer was faster
   */
  Optional<Published> commit(Authorship authorship) {
    boolean isDeleted = authorship.kind() == RevisionKind.DOMAIN_DELETED;
    if (recorded.isEmpty() && !isDeleted) {
      Published unchanged = new Published(before.version(), Set.of());
      return changes.isEmpty() || write(before) ? Optional.of(unchanged) : Optional.empty();
    }
    refuseTooManyUnrecorded();
    Revision revision =
        new Revision(
            next(), authorship.kind(), authorship.author(), authorship.note(), authorship.at());
    DomainSettings settings = isDeleted ? DomainSettings.DEFAULT : before.settings();
    changes.put(
        ConfigRecordKey.unrecorded(domain, next()),
        Optional.of(
            new ConfigRecord.Unrecorded(new RecordedPublish(revision, new TreeMap<>(recorded)))));
    before.settings().webhook().ifPresent(address -> notify(address, revision));
    return write(new ConfigRecord.Domain(next(), isDeleted, settings, filesAfterwards()))
        ? Optional.of(new Published(next(), recorded.keySet()))
        : Optional.empty();
  }

  private void notify(URI address, Revision revision) {
    List<Versioned<ConfigRecord>> waiting = UnsentNotices.waiting(records, domain).toList();
    if (waiting.size() >= UnsentNotices.MAX_NOTICES) {
      ConfigRecord.Notice oldest = (ConfigRecord.Notice) waiting.getFirst().value();
      changes.put(
          ConfigRecordKey.notice(domain, oldest.publish().revision().version()), Optional.empty());
    }
    DomainRevision publish = new RecordedPublish(revision, new TreeMap<>(recorded)).summary();
    changes.put(
        ConfigRecordKey.notice(domain, next()),
        Optional.of(new ConfigRecord.Notice(publish, address)));
  }

  private boolean write(ConfigRecord.Domain after) {
    changes.put(ConfigRecordKey.of(domain), Optional.of(after));
    try {
      return records.commit(ConfigRecordKey.of(domain), guard, changes);
    } catch (IllegalArgumentException e) {
      throw new InvalidDefinitionException(
          "",
          "that is too much for one publish, publish fewer or smaller files at once ("
              + e.getMessage()
              + ")");
    }
  }

  private void refuseTooManyUnrecorded() {
    long waiting = UnrecordedPublishes.waiting(records, domain).count();
    if (waiting >= MAX_UNRECORDED) {
      throw new InvalidDefinitionException(
          "",
          "%d publishes of %s wait for the history, which is the most: the database does not answer; publish again when it is back"
              .formatted(waiting, domain));
    }
  }
}
