package io.pepper.config.history;

import io.pepper.config.cluster.RecordedFile;
import io.pepper.config.cluster.RecordedPublish;
import io.pepper.config.cluster.UnrecordedPublishes;
import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.DomainRevision;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.FileState;
import io.pepper.config.edit.UnknownConfigException;
import io.pepper.config.history.StoredRevisions.StoredFile;
import io.pepper.database.Database;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The versions of domains with their contents, of the database and of those that wait for it. Safe
 * for any number of threads. Methods block, and may throw {@code DatabaseUnavailableException} and
 * {@code CoordinationUnavailableException}. Contents are in the form in which they are kept.
 */
public final class RevisionHistory {
  private final Database database;
  private final UnrecordedPublishes unrecorded;

  public RevisionHistory(Database database, UnrecordedPublishes unrecorded) {
    this.database = database;
    this.unrecorded = unrecorded;
  }

  /**
   * Returns versions of a domain, the newest first.
   *
   * @param file only those that concern it; empty for all
   * @param before only versions below this one
   * @param limit more than zero
   */
  public List<DomainRevision> revisions(
      DomainName domain, Optional<FileName> file, long before, int limit) {
    // Read first: what moves to the database between the two is seen twice, and never missed.
    List<DomainRevision> waiting =
        unrecorded
            .of(domain)
            .filter(each -> each.revision().version() < before)
            .filter(each -> file.isEmpty() || each.files().containsKey(file.get()))
            .toList();
    SortedMap<Long, DomainRevision> revisions = new TreeMap<>();
    database
        .sql(connection -> {
          StoredRevisions stored = new StoredRevisions(connection, domain);
          return file.isPresent()
              ? stored.before(before, file.get(), limit)
              : stored.before(before, limit);
        })
        .forEach(each -> revisions.put(each.revision().version(), each));
    waiting.forEach(each -> revisions.put(each.revision().version(), each));
    return new ArrayList<>(revisions.values()).reversed().stream().limit(limit).toList();
  }

  /**
   * Returns a version with the contents that it made, those of gray releases too.
   *
   * @throws UnknownConfigException if it never was, or is not kept any more
   */
  public RecordedPublish get(DomainName domain, long version) {
    return unrecorded
        .read(domain, version)
        .or(() -> database.sql(connection -> new StoredRevisions(connection, domain).find(version)))
        .orElseThrow(() -> UnknownConfigException.version(domain, version));
  }

  /**
   * Returns the contents that a version gave to some nodes.
   *
   * @throws UnknownConfigException if it never was, or is not kept any more
   */
  public SortedMap<FileName, FileContent> grayContents(DomainName domain, long version) {
    SortedMap<FileName, FileContent> contents = new TreeMap<>();
    get(domain, version)
        .files()
        .forEach((name, file) -> {
          if (file.state() == FileState.GRAY) {
            file.content().ifPresent(content -> contents.put(name, content));
          }
        });
    return contents;
  }

  /**
   * Returns the files that a domain had at a version, as they were for all.
   *
   * @throws UnknownConfigException if that version never was, or is not kept any more
   */
  public SortedMap<FileName, FileContent> contents(DomainName domain, long version) {
    requireVersion(domain, version);
    Map<FileName, StoredFile> waiting = new HashMap<>();
    versionsWaiting(domain, version)
        .forEach(publish ->
            publish
                .files()
                .forEach((name, file) -> {
                  if (file.state() != FileState.GRAY) {
                    waiting.put(name, new StoredFile(publish.revision().version(), file));
                  }
                }));
    Map<FileName, StoredFile> all =
        new HashMap<>(
            database.sql(connection -> new StoredRevisions(connection, domain).files(version)));
    waiting.forEach((name, file) ->
        all.merge(name, file, (one, other) -> one.version() > other.version() ? one : other));
    SortedMap<FileName, FileContent> contents = new TreeMap<>();
    all.forEach(
        (name, file) -> file.file().content().ifPresent(content -> contents.put(name, content)));
    return contents;
  }

  private void requireVersion(DomainName domain, long version) {
    boolean isWaiting =
        unrecorded.of(domain).anyMatch(each -> each.revision().version() == version);
    if (!isWaiting
        && !database.sql(connection -> new StoredRevisions(connection, domain).has(version))) {
      throw UnknownConfigException.version(domain, version);
    }
  }

  private List<RecordedPublish> versionsWaiting(DomainName domain, long version) {
    return unrecorded
        .of(domain)
        .filter(each -> each.revision().version() <= version)
        .toList()
        .stream()
        .flatMap(each -> unrecorded.read(domain, each.revision().version()).stream())
        .toList();
  }

  /**
   * Returns what a file was for all at a version; empty if it was not there.
   *
   * @throws UnknownConfigException if that version never was, or is not kept any more
   */
  public Optional<FileContent> content(DomainName domain, FileName file, long version) {
    requireVersion(domain, version);
    List<DomainRevision> waiting =
        unrecorded
            .of(domain)
            .filter(each -> each.revision().version() <= version && changes(each, file))
            .toList();
    Optional<RecordedPublish> newest =
        waiting.isEmpty()
            ? Optional.empty()
            : unrecorded.read(domain, waiting.getLast().revision().version());
    return newest
        .map(publish -> publish.files().get(file))
        .or(() ->
            database
                .sql(connection -> new StoredRevisions(connection, domain).file(file, version))
                .map(StoredFile::file))
        .flatMap(RecordedFile::content);
  }

  private static boolean changes(DomainRevision revision, FileName file) {
    FileState state = revision.files().get(file);
    return state != null && state != FileState.GRAY;
  }
}
