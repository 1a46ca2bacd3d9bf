package io.pepper.web.faces.config;

import io.pepper.config.definition.Revision;
import io.pepper.config.edit.FileDraft;
import io.pepper.config.snapshot.DomainSnapshot;
import io.pepper.web.faces.Moment;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A domain with its files, as the pages read it. */
public final class DomainRow {
  private final DomainSnapshot domain;
  private final List<FileRow> files;
  private final Optional<Revision> last;
  private final Instant now;

  /**
   * @param changes who made the versions of the domain and its files, by these
   */
  DomainRow(
      DomainSnapshot domain, List<FileDraft> drafts, Map<Long, Revision> changes, Instant now) {
    this.domain = domain;
    this.last = Optional.ofNullable(changes.get(domain.version()));
    this.now = now;
    this.files =
        DraftedFile.of(domain, drafts).stream()
            .map(file -> new FileRow(domain.domain(), file, changes, now))
            .toList();
  }

  public String getName() {
    return PlainText.of(domain.domain().value());
  }

  /** Returns the query of pages about the domain. */
  public String getQuery() {
    return ConfigAddress.of(domain.domain());
  }

  public String getRevision() {
    return Long.toString(domain.version());
  }

  public String getTag() {
    return domain.settings().tag();
  }

  /** Returns whether drafts need a second person. */
  public boolean isReviewed() {
    return domain.settings().needsReview();
  }

  public List<FileRow> getFiles() {
    return files;
  }

  /** Returns how many files there are, such as {@code 3 files}. */
  public String getCount() {
    long published = files.stream().filter(FileRow::isPublished).count();
    return Readable.count(published) + (published == 1 ? " file" : " files");
  }

  /** Returns how many drafts there are, such as {@code 1 draft}; empty for none. */
  public String getDrafts() {
    return counted(files.stream().filter(FileRow::isDrafted).count(), "draft");
  }

  /** Returns how many gray releases run; empty for none. */
  public String getGrays() {
    return counted(files.stream().filter(FileRow::isGray).count(), "gray release");
  }

  private static String counted(long count, String what) {
    return count == 0 ? "" : Readable.count(count) + " " + what + (count == 1 ? "" : "s");
  }

  /** Returns who published last; empty if that is not known. */
  public String getAuthor() {
    return last.map(Revision::author).map(PlainText::of).orElse("");
  }

  public String getNote() {
    return last.map(Revision::note).map(PlainText::of).orElse("");
  }

  /** Returns when something was published last; null if that is not known. */
  public Moment getChanged() {
    return last.map(Revision::at).map(at -> new Moment(at, now, ZoneOffset.UTC)).orElse(null);
  }
}
