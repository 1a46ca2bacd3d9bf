package io.pepper.config.cluster;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.DomainSettings;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.RevisionKind;
import io.pepper.config.edit.ContentEditor;
import io.pepper.config.edit.FileEdit;
import io.pepper.config.edit.FileLimits;
import io.pepper.config.edit.PublishRequest;
import io.pepper.config.edit.Published;
import io.pepper.config.edit.ReviewRequiredException;
import io.pepper.config.edit.UnknownConfigException;
import io.pepper.config.secret.SecretKeys;
import io.pepper.config.secret.SecretViews;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The writer of domains. Every publish is one transaction that changes the domain's own record, so
 * that versions follow each other without gaps, and that leaves what it did for the history. Safe
 * for any number of threads; methods block, and throw {@code CoordinationUnavailableException} when
 * the change may have been made or not: made twice, it changes nothing the second time.
 */
public final class DomainPublisher {
  private final ConfigTable table;
  private final Clock clock;
  private final SecretKeys secrets;
  private final PublishListener listener;

  /** Creates a publisher without keys for secrets, and without a listener. */
  public DomainPublisher(ConfigTable table, Clock clock) {
    this(table, clock, SecretKeys.NONE, (domain, version) -> {});
  }

  /**
   * @param listener hears of each version that this makes
   */
  public DomainPublisher(
      ConfigTable table, Clock clock, SecretKeys secrets, PublishListener listener) {
    this.table = table;
    this.clock = clock;
    this.secrets = secrets;
    this.listener = listener;
  }

  /**
   * Makes the edits of a request.
   *
   * @throws io.pepper.definition.InvalidDefinitionException if one is not allowed
   * @throws io.pepper.config.edit.StaleFileException if a file is not at the version expected
   * @throws ReviewRequiredException if the domain takes drafts only
   */
  public Published publish(PublishRequest request) {
    FileLimits.check(request);
    return repeat(
        request.domain(),
        transaction -> {
          if (transaction.before().settings().needsReview()) {
            throw ReviewRequiredException.direct(request.domain());
          }
          FileEdits edits = edits(transaction);
          request.expected().forEach(edits::require);
          edits.make(request.edits());
          return transaction.commit(
              authorship(RevisionKind.PUBLISHED, request.author(), request.note()));
        });
  }

  FileEdits edits(DomainTransaction transaction) {
    return new FileEdits(transaction, file -> editor(transaction, file));
  }

  /**
   * Sets files to contents that they had before.
   *
   * @param edits one for each of these files, with secrets in clear text
   * @param isWhole whether all other files are deleted
   * @throws io.pepper.definition.InvalidDefinitionException if that is too much for one transaction
   */
  public Published restore(
      DomainName domain,
      Map<FileName, FileEdit> edits,
      boolean isWhole,
      String author,
      String note) {
    FileLimits.checkNote(note);
    return repeat(
        domain,
        transaction -> {
          Map<FileName, FileEdit> all = new TreeMap<>(edits);
          if (isWhole && !transaction.before().isDeleted()) {
            transaction
                .before()
                .files()
                .forEach(file -> all.putIfAbsent(file, new FileEdit.DeleteFile(file)));
          }
          edits(transaction).make(all.values());
          return transaction.commit(authorship(RevisionKind.RESTORED, author, note));
        });
  }

  /**
   * Deletes a domain with all its files, drafts and gray releases; its version and history stay.
   *
   * @throws UnknownConfigException if it is not there
   */
  public Published deleteDomain(DomainName domain, String author, String note) {
    FileLimits.checkNote(note);
    Published deleted =
        repeat(
            domain,
            transaction -> {
              if (transaction.before().isDeleted()) {
                throw UnknownConfigException.domain(domain);
              }
              transaction
                  .before()
                  .files()
                  .forEach(file -> transaction.set(file, Optional.empty(), Optional.empty()));
              return transaction.commit(authorship(RevisionKind.DOMAIN_DELETED, author, note));
            });
    // Not in the transaction, which has no room for all: a draft that stays disturbs nothing.
    DomainDrafts.keys(table.records(), domain)
        .forEach(draft -> table.records().change(draft, present -> Optional.empty()));
    return deleted;
  }

  /**
   * Sets what people set for a domain, and creates it without files if it is not there. That makes
   * no version.
   *
   * @param edit makes the new settings from the present ones, which are empty if there is no such
   *     domain. May be called several times; what it throws ends the change
   * @return the settings as they are now
   */
  public DomainSettings define(
      DomainName domain, Function<Optional<DomainSettings>, DomainSettings> edit) {
    return table
        .records()
        .change(ConfigRecordKey.of(domain), present -> Optional.of(defined(present, edit)))
        .map(record -> ((ConfigRecord.Domain) record).settings())
        .orElseThrow();
  }

  private static ConfigRecord.Domain defined(
      Optional<ConfigRecord> present, Function<Optional<DomainSettings>, DomainSettings> edit) {
    ConfigRecord.Domain before =
        present.map(ConfigRecord.Domain.class::cast).orElse(ConfigRecord.Domain.NONE);
    Optional<DomainSettings> settings =
        before.isDeleted() ? Optional.empty() : Optional.of(before.settings());
    return new ConfigRecord.Domain(
        before.version(),
        false,
        edit.apply(settings),
        before.isDeleted() ? new TreeSet<>() : before.files());
  }

  /** Returns the editor of a file, by the settings of the domain as they were read. */
  ContentEditor editor(DomainTransaction transaction, FileName file) {
    return new ContentEditor(
        secrets.of(transaction.domain(), file), transaction.before().settings().schemas(file));
  }

  /**
   * Returns the edit that sets a content which is in the form in which it is kept.
   *
   * @throws io.pepper.definition.InvalidDefinitionException if a secret cannot be decrypted
   */
  FileEdit clearEdit(DomainName domain, FileName file, FileContent kept) {
    return new FileEdit.ReplaceContent(file, new SecretViews(secrets).writable(domain, file, kept));
  }

  ConfigTable table() {
    return table;
  }

  Authorship authorship(RevisionKind kind, String author, String note) {
    return new Authorship(kind, author, note, clock.instant());
  }

  /** Repeats a transaction until no other writer was faster, and tells the listener. */
  Published repeat(DomainName domain, Function<DomainTransaction, Optional<Published>> attempt) {
    while (true) {
      Optional<Published> done = attempt.apply(DomainTransaction.begin(table.records(), domain));
      if (done.isPresent()) {
        if (!done.get().changed().equals(Set.of())) {
          listener.published(domain, done.get().version());
        }
        return done.get();
      }
    }
  }
}
