package io.pepper.web.faces.config;

import io.pepper.config.edit.FileDraft;
import io.pepper.config.edit.KeyDifference;
import io.pepper.web.faces.Moment;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** The draft of a file, as the page reads it. */
public final class DraftRow {
  private final DraftedFile file;
  private final FileDraft draft;
  private final boolean needsReview;
  private final String caller;
  private final Instant now;
  private final List<KeyDifference> changes;

  /**
   * @param needsReview whether another person than the author must publish
   * @param caller who reads the page
   */
  DraftRow(DraftedFile file, boolean needsReview, String caller, Instant now) {
    this.file = file;
    this.draft = file.draft().orElseThrow();
    this.needsReview = needsReview;
    this.caller = caller;
    this.now = now;
    this.changes = file.changes();
  }

  /** Returns the revision of the draft, by which a publish names what was seen. */
  public String getRevision() {
    return Long.toString(draft.revision());
  }

  public String getAuthor() {
    return PlainText.of(draft.author());
  }

  public Moment getAt() {
    return new Moment(draft.at(), now, ZoneOffset.UTC);
  }

  public String getNote() {
    return PlainText.of(draft.note());
  }

  /** Returns the revision of the file that it was begun on; 0 for a new file. */
  public String getBase() {
    return Long.toString(draft.base());
  }

  public boolean isNew() {
    return file.published().isEmpty();
  }

  public boolean isDeleting() {
    return file.isDeleting();
  }

  /** Returns whether the file was published since the draft was begun. */
  public boolean isOvertaken() {
    return file.isOvertaken();
  }

  /** Returns whether the person is the author and the domain wants another one. */
  public boolean isForAnother() {
    return needsReview && draft.author().equals(caller);
  }

  public boolean isReviewed() {
    return needsReview;
  }

  public boolean isEmpty() {
    return changes.isEmpty() && !isNew() && !isDeleting();
  }

  /** Returns how many keys it changes, such as {@code 2 changes}. */
  public String getCount() {
    return Readable.count(changes.size()) + (changes.size() == 1 ? " change" : " changes");
  }

  public List<DifferenceRow> getChanges() {
    return DifferenceRow.of(changes);
  }

  /** Returns whether a gray release can be made of it. */
  public boolean isReleasable() {
    return !isNew() && !isDeleting() && !isOvertaken() && !changes.isEmpty();
  }
}
