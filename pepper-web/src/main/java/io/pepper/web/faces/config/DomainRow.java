package io.pepper.web.faces.config;

import io.pepper.config.definition.DomainName;
import io.pepper.config.definition.Revision;
import io.pepper.config.edit.FileDraft;
import io.pepper.config.snapshot.DomainSnapshot;
import io.pepper.config.snapshot.GrayRelease;
import io.pepper.config.snapshot.PublishedFile;
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
  /** A file of a domain, as the pages list it. */
  public static final class FileRow {
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
