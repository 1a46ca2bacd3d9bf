package io.pepper.web.faces.config;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.Revision;
import io.pepper.config.edit.FileDraft;
import io.pepper.config.snapshot.GrayRelease;
import io.pepper.config.snapshot.PublishedFile;
import io.pepper.web.faces.Moment;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** A file of a domain, as the pages list it. */
public final class FileRow {
  private final DomainName domain;
  private final DraftedFile file;
  private final Optional<Revision> last;
  private final Instant now;

  /**
   * @param changes who made the versions of the domain, by these
   */
  FileRow(DomainName domain, DraftedFile file, Map<Long, Revision> changes, Instant now) {
    this.domain = domain;
    this.file = file;
    this.last = Optional.ofNullable(changes.get(file.version()));
    this.now = now;
  }

  /** Returns the folder with a slash at its end; empty for a file in none. */
  public String getFolder() {
    String path = file.name().path();
    return PlainText.of(path.substring(0, path.lastIndexOf('/') + 1));
  }

  public String getBaseName() {
    return PlainText.of(file.name().baseName());
  }

  public String getPath() {
    return PlainText.of(file.name().path());
  }

  /** Returns the query of pages about the file. */
  public String getQuery() {
    return ConfigAddress.of(domain, file.name());
  }

  public boolean isPublished() {
    return file.published().isPresent();
  }

  public String getRevision() {
    return Long.toString(file.version());
  }

  public String getKeys() {
    return Readable.count(file.inForce().size());
  }

  public boolean isDrafted() {
    return file.draft().isPresent();
  }

  public boolean isDeleting() {
    return file.isDeleting();
  }

  /** Returns who drafts and when, for people who point at the badge. */
  public String getDraftNote() {
    return file.draft().map(this::note).orElse("");
  }

  private String note(FileDraft draft) {
    return PlainText.of("Draft of " + draft.author() + ", " + at(draft.at()).getDistance());
  }

  public boolean isGray() {
    return file.published().flatMap(PublishedFile::gray).isPresent();
  }

  /** Returns which nodes have the gray release, in words. */
  public String getGrayRule() {
    return file.published()
        .flatMap(PublishedFile::gray)
        .map(GrayRelease::rule)
        .map(GrayText::of)
        .orElse("");
  }

  /** Returns who published last; empty if that is not known. */
  public String getAuthor() {
    return last.map(Revision::author).map(PlainText::of).orElse("");
  }

  public String getNote() {
    return last.map(Revision::note).map(PlainText::of).orElse("");
  }

  /** Returns when it was published last; null if that is not known. */
  public Moment getChanged() {
    return last.map(Revision::at).map(this::at).orElse(null);
  }

  private Moment at(Instant at) {
    return new Moment(at, now, ZoneOffset.UTC);
  }
}
