package io.pepper.web.faces.config;

import io.pepper.config.definition.FileContent;
import io.pepper.config.definition.FileName;
import io.pepper.config.edit.FileDraft;
import io.pepper.config.edit.KeyDifference;
import io.pepper.config.edit.KeyDifferences;
import io.pepper.config.snapshot.DomainSnapshot;
import io.pepper.config.snapshot.PublishedFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A file as people work on it: what is in force, and what it shall become. Immutable.
 *
 * @param published empty for a file that only a draft has
 * @param draft empty if no change is prepared
 */
public record DraftedFile(
    FileName name, Optional<PublishedFile> published, Optional<FileDraft> draft) {

  /** Returns all files of a domain, also those that only a draft has, by their names. */
  static List<DraftedFile> of(DomainSnapshot domain, List<FileDraft> drafts) {
    Map<FileName, DraftedFile> files = new TreeMap<>();
    domain
        .files()
        .forEach((name, file) ->
            files.put(name, new DraftedFile(name, Optional.of(file), Optional.empty())));
    for (FileDraft draft : drafts) {
      files.put(
          draft.file(),
          new DraftedFile(draft.file(), domain.find(draft.file()), Optional.of(draft)));
    }
    return List.copyOf(files.values());
  }

  /** Finds a file of a domain; empty if it is neither published nor drafted. */
  public static Optional<DraftedFile> find(
      DomainSnapshot domain, List<FileDraft> drafts, FileName name) {
    Optional<PublishedFile> published = domain.find(name);
    Optional<FileDraft> draft =
        drafts.stream().filter(each -> each.file().equals(name)).findFirst();
    return published.isEmpty() && draft.isEmpty()
        ? Optional.empty()
        : Optional.of(new DraftedFile(name, published, draft));
  }

  /** Returns the version in force; 0 if the file is not published. */
  public long version() {
    return published.map(PublishedFile::version).orElse(0L);
  }

  /** Returns the content in force, with secrets in the form in which they are kept. */
  public FileContent inForce() {
    return published.map(PublishedFile::content).orElse(FileContent.EMPTY);
  }

  /** Returns the content that people edit: the draft's or, without one, that in force. */
  public FileContent edited() {
    return draft.map(there -> there.content().orElse(FileContent.EMPTY)).orElseGet(this::inForce);
  }

  /** Returns the revision of the draft; 0 if there is none. */
  public long draftRevision() {
    return draft.map(FileDraft::revision).orElse(0L);
  }

  /** Returns whether the draft deletes the file. */
  public boolean isDeleting() {
    return draft.filter(there -> there.content().isEmpty()).isPresent();
  }

  /** Returns whether the file was published since its draft was begun. */
  public boolean isOvertaken() {
    return draft.filter(there -> there.base() != version()).isPresent();
  }

  /** Returns what the draft changes. */
  public List<KeyDifference> changes() {
    return KeyDifferences.of(inForce(), edited()).toList();
  }
}
