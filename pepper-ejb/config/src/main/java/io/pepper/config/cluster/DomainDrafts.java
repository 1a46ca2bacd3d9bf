package io.pepper.config.cluster;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.RevisionKind;
import io.pepper.config.edit.ContentEditor;
import io.pepper.config.edit.DraftPublishRequest;
import io.pepper.config.edit.DraftRequest;
import io.pepper.config.edit.FileDraft;
import io.pepper.config.edit.FileEdit;
import io.pepper.config.edit.FileLimits;
import io.pepper.config.edit.Published;
import io.pepper.config.edit.ReviewRequiredException;
import io.pepper.config.edit.StaleDraftException;
import io.pepper.config.edit.UnknownConfigException;
import io.pepper.coordination.ReplicatedMap;
import io.pepper.coordination.Versioned;
import io.pepper.definition.InvalidDefinitionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * The drafts of domains, which all nodes share. Safe for any number of threads. Listing never
 * waits; changing blocks, and may throw {@code CoordinationUnavailableException}.
 */
public final class DomainDrafts {
  private final DomainPublisher publisher;

  public DomainDrafts(DomainPublisher publisher) {
    this.publisher = publisher;
  }

  private ReplicatedMap<ConfigRecordKey, ConfigRecord> records() {
    return publisher.table().records();
  }

  /** Returns the drafts of a domain, by the names of their files. */
  public List<FileDraft> list(DomainName domain) {
    return keys(records(), domain).stream()
        .flatMap(key -> records().find(key).map(record -> draft(key.file(), record)).stream())
        .toList();
  }

  /** Returns the draft of a file as it is in Coordination. */
  public Optional<FileDraft> find(DomainName domain, FileName file) {
    return records().read(key(domain, file)).map(record -> draft(file, record));
  }

  private static ConfigRecordKey key(DomainName domain, FileName file) {
    return ConfigRecordKey.of(domain, ConfigRecordKind.DRAFT, file);
  }

  static List<ConfigRecordKey> keys(
      ReplicatedMap<ConfigRecordKey, ConfigRecord> records, DomainName domain) {
    String kind = ConfigTable.PREFIX + domain + "/" + ConfigRecordKind.DRAFT.text() + "/";
    return records
        .after(new ConfigRecordKey(domain, ConfigRecordKind.DRAFT, ""))
        .takeWhile(record -> record.key().startsWith(kind))
        .map(record -> key(domain, new FileName(record.key().substring(kind.length()))))
        .toList();
  }

  private static FileDraft draft(FileName file, Versioned<ConfigRecord> record) {
    ConfigRecord.Draft draft = (ConfigRecord.Draft) record.value();
    return new FileDraft(
        file,
        draft.base(),
        draft.content(),
        draft.author(),
        draft.note(),
        draft.at(),
        record.revision());
  }

  /**
   * Begins or changes a draft.
   *
   * @throws InvalidDefinitionException if the edit is not allowed, or there are too many drafts
   * @throws StaleDraftException if the draft is not at the revision expected
   */
  public FileDraft save(DraftRequest request) {
    FileLimits.checkNote(request.note());
    ConfigRecordKey key = key(request.domain(), request.edit().file());
    while (true) {
      Optional<FileDraft> there = find(request.domain(), key.file());
      require(key.file(), request.expected(), there);
      if (there.isEmpty()) {
        refuseTooMany(request.domain());
      }
      ConfigRecord.Draft next = next(request, there);
      long revision = there.map(FileDraft::revision).orElse(0L);
      if (records().commit(key, revision, Map.of(key, Optional.of(next)))) {
        return records().find(key).map(record -> draft(key.file(), record)).orElseThrow();
      }
    }
  }

  private ConfigRecord.Draft next(DraftRequest request, Optional<FileDraft> there) {
    FileName file = request.edit().file();
    DomainTransaction domain = DomainTransaction.begin(records(), request.domain());
    Optional<ConfigRecord.File> present = domain.read(file);
    long version = present.map(ConfigRecord.File::version).orElse(0L);
    Optional<FileContent> basis =
        there.flatMap(FileDraft::content).or(() -> present.map(ConfigRecord.File::content));
    Optional<FileContent> content = publisher.editor(domain, file).apply(basis, request.edit());
    content.ifPresent(made -> FileLimits.check(file, made));
    Authorship by = publisher.authorship(RevisionKind.PUBLISHED, request.author(), request.note());
    long base = request.isOnPresent() ? version : there.map(FileDraft::base).orElse(version);
    return new ConfigRecord.Draft(base, content, by.author(), by.note(), by.at());
  }

  private static void require(FileName file, OptionalLong expected, Optional<FileDraft> there) {
    long revision = there.map(FileDraft::revision).orElse(0L);
    if (expected.isPresent() && expected.getAsLong() != revision) {
      throw new StaleDraftException(file, expected.getAsLong(), revision);
    }
  }

  private void refuseTooMany(DomainName domain) {
    if (keys(records(), domain).size() >= FileLimits.MAX_EDITS) {
      throw new InvalidDefinitionException(
          "",
          "domain %s has %d drafts, which is the most: publish or discard one first"
              .formatted(domain, FileLimits.MAX_EDITS));
    }
  }

  /**
   * Makes the changes of a draft anew on what the file is now.
   *
   * @param base what the file was when the draft was begun; empty if it was not there
   * @param expected the revision that the draft must be at
   * @throws UnknownConfigException if there is no draft
   * @throws StaleDraftException if it is not at that revision
   */
  public FileDraft rebase(
      DomainName domain, FileName file, Optional<FileContent> base, long expected, String author) {
    ConfigRecordKey key = key(domain, file);
    Optional<FileDraft> there = find(domain, file);
    require(file, OptionalLong.of(expected), there);
    FileDraft draft = there.orElseThrow(() -> UnknownConfigException.draft(domain, file));
    Optional<ConfigRecord.File> present = DomainTransaction.begin(records(), domain).read(file);
    FileContent now = present.map(ConfigRecord.File::content).orElse(FileContent.EMPTY);
    Optional<FileContent> content =
        draft
            .content()
            .map(own ->
                ContentEditor.overlay(
                    now, ContentEditor.difference(base.orElse(FileContent.EMPTY), own)));
    content.ifPresent(made -> FileLimits.check(file, made));
    Authorship by = publisher.authorship(RevisionKind.PUBLISHED, author, draft.note());
    long version = present.map(ConfigRecord.File::version).orElse(0L);
    ConfigRecord.Draft next =
        new ConfigRecord.Draft(version, content, by.author(), by.note(), by.at());
    if (!records().commit(key, expected, Map.of(key, Optional.of(next)))) {
      require(file, OptionalLong.of(expected), find(domain, file));
    }
    return find(domain, file).orElseThrow(() -> UnknownConfigException.draft(domain, file));
  }

  /** Discards a draft; returns whether there was one. */
  public boolean discard(DomainName domain, FileName file) {
    boolean isThere = find(domain, file).isPresent();
    records().change(key(domain, file), present -> Optional.empty());
    return isThere;
  }

  /**
   * Brings drafts into force with one version, after which they are no more.
   *
   * @throws UnknownConfigException if one is not there
   * @throws StaleDraftException if one is not at the revision expected
   * @throws io.pepper.config.edit.StaleFileException if a file changed since its draft was begun
   * @throws ReviewRequiredException if the domain wants another person to publish a draft
   */
  public Published publish(DraftPublishRequest request) {
    FileLimits.checkNote(request.note());
    return publisher.repeat(request.domain(), transaction -> attempt(transaction, request));
  }

  private Optional<Published> attempt(DomainTransaction transaction, DraftPublishRequest request) {
    FileEdits edits = publisher.edits(transaction);
    List<FileEdit> all = new ArrayList<>();
    List<FileDraft> drafts = new ArrayList<>();
    for (FileName file : new TreeSet<>(request.drafts().keySet())) {
      FileDraft draft = reviewed(transaction, file, request.drafts().get(file), request.author());
      if (!request.isForced()) {
        edits.require(file, draft.base());
      }
      drafts.add(draft);
      all.add(edit(transaction.domain(), draft));
      transaction.deleteDraft(file);
    }
    edits.make(all);
    return transaction.commit(
        publisher.authorship(
            RevisionKind.PUBLISHED, request.author(), note(request.note(), drafts, request)));
  }

  /** Returns a draft that may be published by this author. */
  FileDraft reviewed(
      DomainTransaction transaction, FileName file, OptionalLong expected, String author) {
    Optional<FileDraft> there = transaction.readDraft(file).map(record -> draft(file, record));
    require(file, expected, there);
    FileDraft draft =
        there.orElseThrow(() -> UnknownConfigException.draft(transaction.domain(), file));
    if (transaction.before().settings().needsReview() && draft.author().equals(author)) {
      throw ReviewRequiredException.ofOwnDraft(transaction.domain(), author);
    }
    return draft;
  }

  private FileEdit edit(DomainName domain, FileDraft draft) {
    return draft
        .content()
        .map(content -> publisher.clearEdit(domain, draft.file(), content))
        .orElseGet(() -> new FileEdit.DeleteFile(draft.file()));
  }

  /** Returns the note with the authors of drafts, who are not the author of the publish. */
  private static String note(String note, List<FileDraft> drafts, DraftPublishRequest request) {
    TreeSet<String> others = new TreeSet<>();
    drafts.forEach(draft -> others.add(draft.author()));
    others.remove(request.author());
    String reason = note.isEmpty() && drafts.size() == 1 ? drafts.getFirst().note() : note;
    return others.isEmpty()
        ? reason
        : (reason + " (drafted by " + String.join(", ", others) + ")").strip();
  }
}
