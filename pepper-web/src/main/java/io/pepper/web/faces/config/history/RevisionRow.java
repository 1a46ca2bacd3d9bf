package io.pepper.web.faces.config.history;

import io.pepper.config.definition.DomainRevision;
import io.pepper.config.definition.FileName;
import io.pepper.config.definition.FileState;
import io.pepper.web.faces.Moment;
import io.pepper.web.faces.PlainText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A version of a domain, as the page reads it. */
public final class RevisionRow {
  private static final int MAX_FILES = 5;

  private final DomainRevision revision;
  private final Optional<FileName> file;
  private final String query;
  private final long present;
  private final Instant now;

  /**
   * @param file whose history is shown; empty for the whole domain's
   * @param query of the page, without its own parameters
   * @param present the version that the domain is at
   */
  RevisionRow(
      DomainRevision revision, Optional<FileName> file, String query, long present, Instant now) {
    this.revision = revision;
    this.file = file;
    this.query = query;
    this.present = present;
    this.now = now;
  }

  private long version() {
    return revision.revision().version();
  }

  public String getRevision() {
    return Long.toString(version());
  }

  public String getAuthor() {
    return PlainText.of(revision.revision().author());
  }

  public String getNote() {
    return PlainText.of(revision.revision().note());
  }

  public Moment getAt() {
    return new Moment(revision.revision().at(), now, ZoneOffset.UTC);
  }

  /** Returns how the version came about, in words. */
  public String getKind() {
    return switch (revision.revision().kind()) {
      case PUBLISHED -> isDeleting() ? "Deleted" : "Published";
      case RESTORED -> "Restored";
      case GRAY_RELEASED -> "Gray release";
      case GRAY_PROMOTED -> "Promoted";
      case GRAY_ABANDONED -> "Abandoned";
      case DOMAIN_DELETED -> "Domain deleted";
    };
  }

  private boolean isDeleting() {
    return file.map(name -> revision.files().get(name))
        .filter(FileState.DELETED::equals)
        .isPresent();
  }

  public String getStyle() {
    return switch (revision.revision().kind()) {
      case PUBLISHED, GRAY_PROMOTED -> "good";
      case RESTORED -> "busy";
      case GRAY_RELEASED, GRAY_ABANDONED -> "held";
      case DOMAIN_DELETED -> "bad";
    };
  }

  /** Returns the names of files that it changed, those of others being counted. */
  public String getFiles() {
    List<String> names = revision.files().keySet().stream().map(FileName::path).toList();
    String first = String.join(", ", names.subList(0, Math.min(MAX_FILES, names.size())));
    int more = names.size() - MAX_FILES;
    return PlainText.of(more > 0 ? first + " and " + more + " more" : first);
  }

  /** Returns whether the content for all nodes is what it was before. */
  public boolean isForSomeNodes() {
    return !revision.files().isEmpty()
        && revision.files().entrySet().stream()
            .filter(each -> file.isEmpty() || file.get().equals(each.getKey()))
            .map(Map.Entry::getValue)
            .allMatch(FileState.GRAY::equals);
  }

  /** Returns the query of the page that compares the version with the one before it. */
  public String getChanges() {
    return query + "&from=" + (version() - 1) + "&to=" + version();
  }

  /** Returns the query of the page that compares the version with what is in force. */
  public String getUntilNow() {
    return query + "&from=" + version() + "&to=" + present;
  }

  /** Returns whether it is what is in force. */
  public boolean isPresent() {
    return version() == present;
  }
}
