package io.pepper.web.faces.config;

import io.pepper.config.snapshot.GrayRelease;
import io.pepper.config.snapshot.PublishedFile;
import io.pepper.web.faces.Moment;
import io.pepper.web.faces.PlainText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** The gray release of a file, as the page reads it. */
public final class GrayRow {
  private final PublishedFile file;
  private final GrayRelease release;
  private final Instant now;

  GrayRow(PublishedFile file, GrayRelease release, Instant now) {
    this.file = file;
    this.release = release;
    this.now = now;
  }

  public String getRevision() {
    return Long.toString(release.version());
  }

  public String getRule() {
    return GrayText.of(release.rule());
  }

  public String getAuthor() {
    return PlainText.of(release.author());
  }

  public Moment getAt() {
    return new Moment(release.at(), now, ZoneOffset.UTC);
  }

  public List<DifferenceRow> getChanges() {
    return DifferenceRow.between(file.content(), release.content());
  }
}
