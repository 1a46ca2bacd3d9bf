package io.pepper.web.faces.discovery;

import io.pepper.discovery.Protection;
import io.pepper.web.faces.Moment;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.Readable;
import java.time.Instant;
import java.time.ZoneOffset;

/** The protection of instances whose heartbeats stopped, as the page reads it. */
public final class ProtectionRow {
  private final Protection protection;
  private final Instant now;

  ProtectionRow(Protection protection, Instant now) {
    this.protection = protection;
    this.now = now;
  }

  public String getKept() {
    return Readable.count(protection.kept());
  }

  public String getWhy() {
    return PlainText.of(protection.why());
  }

  public Moment getSince() {
    return new Moment(protection.since(), now, ZoneOffset.UTC);
  }
}
