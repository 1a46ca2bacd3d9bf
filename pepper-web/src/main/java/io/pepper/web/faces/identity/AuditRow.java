package io.pepper.web.faces.identity;

import io.pepper.identity.AuditEntry;
import io.pepper.web.faces.Moment;
import io.pepper.web.faces.PlainText;
import java.time.Instant;
import java.time.ZoneOffset;

/** One entry of the audit trail, as the page reads it. */
public final class AuditRow {
  private final AuditEntry entry;
  private final Instant now;

  AuditRow(AuditEntry entry, Instant now) {
    this.entry = entry;
    this.now = now;
  }

  public Moment getTime() {
    return new Moment(entry.happened(), now, ZoneOffset.UTC);
  }

  public String getWho() {
    return PlainText.of(entry.who());
  }

  public String getAddress() {
    return PlainText.of(entry.address());
  }

  public String getAction() {
    return PlainText.of(entry.what());
  }

  public String getSubject() {
    return PlainText.of(entry.subject());
  }

  /** Returns what was there before; empty for nothing. */
  public String getBefore() {
    return PlainText.of(entry.before().orElse(""));
  }

  /** Returns what was there afterwards; empty for nothing. */
  public String getAfter() {
    return PlainText.of(entry.after().orElse(""));
  }

  public boolean isDetailed() {
    return entry.before().isPresent() || entry.after().isPresent();
  }
}
