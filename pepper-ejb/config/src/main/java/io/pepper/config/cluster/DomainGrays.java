package io.pepper.config.cluster;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.FileState;
import io.pepper.config.definition.GrayRule;
import io.pepper.config.definition.RevisionKind;
import io.pepper.config.edit.ContentEditor;
import io.pepper.config.edit.FileDraft;
import io.pepper.config.edit.FileLimits;
import io.pepper.config.edit.GrayRequest;
import io.pepper.config.edit.KeyChange;
import io.pepper.config.edit.Published;
import io.pepper.config.edit.ReviewRequiredException;
import io.pepper.config.edit.UnknownConfigException;
import io.pepper.definition.InvalidDefinitionException;
import java.util.List;
import java.util.Optional;

/**
 * The gray releases of files: changes that only the nodes of a rule have, until they are promoted
 * or abandoned. Each step is a version of the domain. Safe for any number of threads; methods
 * block, and may throw {@code CoordinationUnavailableException}.
 */
public final class DomainGrays {
  private final DomainPublisher publisher;
  private final DomainDrafts drafts;

  public DomainGrays(DomainPublisher publisher, DomainDrafts drafts) {
    this.publisher = publisher;
    this.drafts = drafts;
  }

  /** The change that one step makes to a file. */
  @FunctionalInterface
  private interface GrayStep {
    void make(DomainTransaction transaction, ConfigRecord.File present, Authorship by);
  }

  private Published step(
      DomainName domain,
      FileName file,
      RevisionKind kind,
      String author,
      String note,
      GrayStep step) {
    FileLimits.checkNote(note);
    return publisher.repeat(
        domain,
        transaction -> {
          ConfigRecord.File present =
              transaction.read(file).orElseThrow(() -> UnknownConfigException.file(domain, file));
          Authorship by = publisher.authorship(kind, author, note);
          step.make(transaction, present, by);
          return transaction.commit(by);
        });
  }

  /**
   * Gives changes of a file to the nodes of a rule, in the place of a gray release that runs.
   *
   * @throws UnknownConfigException if the file is not there, or the draft
   * @throws InvalidDefinitionException if the rule or a change is not allowed, or nothing changes
   * @throws ReviewRequiredException if the domain takes drafts of other persons only
   * @throws io.pepper.config.edit.StaleDraftException if the draft is not at the revision expected
   * @throws io.pepper.config.edit.StaleFileException if the file changed since the draft was begun
   */
  public Published release(GrayRequest request) {
    FileLimits.check(request.rule());
    return step(
        request.domain(),
        request.file(),
        RevisionKind.GRAY_RELEASED,
        request.author(),
        request.note(),
        (transaction, present, by) -> {
          List<KeyChange> changes =
              ContentEditor.difference(present.content(), content(transaction, request, present));
          if (changes.isEmpty()) {
            throw new InvalidDefinitionException(
                "changes", "leave " + request.file() + " as it is: there is nothing to release");
          }
          set(transaction, request.file(), present, request.rule(), changes, by);
        });
  }

  private FileContent content(
      DomainTransaction transaction, GrayRequest request, ConfigRecord.File present) {
    if (request.draft().isEmpty()) {
      if (transaction.before().settings().needsReview()) {
        throw ReviewRequiredException.direct(transaction.domain());
      }
      return publisher
          .editor(transaction, request.file())
          .apply(present.content(), request.changes());
    }
    FileDraft draft =
        drafts.reviewed(transaction, request.file(), request.draft(), request.author());
    DomainTransaction.requireVersion(request.file(), draft.base(), Optional.of(present));
    transaction.deleteDraft(request.file());
    return draft
        .content()
        .orElseThrow(() ->
            new InvalidDefinitionException(
                request.file().path(), "is deleted by the draft, which no gray release can do"));
  }

  private static void set(
      DomainTransaction transaction,
      FileName file,
      ConfigRecord.File present,
      GrayRule rule,
      List<KeyChange> changes,
      Authorship by) {
    ConfigRecord.Gray gray =
        new ConfigRecord.Gray(transaction.next(), rule, changes, by.author(), by.at());
    transaction.put(
        file,
        Optional.of(new ConfigRecord.File(present.version(), present.content(), Optional.of(gray))),
        new RecordedFile(
            FileState.GRAY, Optional.of(ContentEditor.overlay(present.content(), changes))));
  }

  /**
   * Gives the changes of the gray release that runs to the nodes of another rule.
   *
   * @throws UnknownConfigException if no gray release of the file runs
   */
  public Published changeRule(
      DomainName domain, FileName file, GrayRule rule, String author, String note) {
    FileLimits.check(rule);
    return step(
        domain,
        file,
        RevisionKind.GRAY_RELEASED,
        author,
        note,
        (transaction, present, by) ->
            set(transaction, file, present, rule, gray(domain, file, present).changes(), by));
  }

  /**
   * Makes the changes of the gray release for all nodes, on top of what the file is now.
   *
   * @throws UnknownConfigException if no gray release of the file runs
   */
  public Published promote(DomainName domain, FileName file, String author, String note) {
    return step(
        domain,
        file,
        RevisionKind.GRAY_PROMOTED,
        author,
        note,
        (transaction, present, by) -> {
          Optional<FileContent> content =
              Optional.of(
                  ContentEditor.overlay(present.content(), gray(domain, file, present).changes()));
          transaction.set(file, content, Optional.empty(), RecordedFile.of(content));
        });
  }

  /**
   * Ends the gray release: its nodes have what all have.
   *
   * @throws UnknownConfigException if no gray release of the file runs
   */
  public Published abandon(DomainName domain, FileName file, String author, String note) {
    return step(
        domain,
        file,
        RevisionKind.GRAY_ABANDONED,
        author,
        note,
        (transaction, present, by) -> {
          gray(domain, file, present);
          transaction.put(
              file,
              Optional.of(
                  new ConfigRecord.File(present.version(), present.content(), Optional.empty())),
              new RecordedFile(FileState.GRAY, Optional.of(present.content())));
        });
  }

  private static ConfigRecord.Gray gray(
      DomainName domain, FileName file, ConfigRecord.File present) {
    return present.gray().orElseThrow(() -> UnknownConfigException.gray(domain, file));
  }
}
