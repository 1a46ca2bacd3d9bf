package io.pepper.web.faces.identity;

import io.pepper.identity.LoginSession;
import io.pepper.web.faces.Moment;
import io.pepper.web.faces.PlainText;
import java.time.Instant;
import java.time.ZoneOffset;

/** One login of a person, as the pages read it. */
public final class SessionRow {
  private final LoginSession session;
  private final boolean isPresent;
  private final Instant now;

  SessionRow(LoginSession session, boolean isPresent, Instant now) {
    this.session = session;
    this.isPresent = isPresent;
    this.now = now;
  }

  public String getId() {
    return session.id();
  }

  public String getUser() {
    return session.user();
  }

  public String getAddress() {
    return session.address();
  }

  /** Returns what the browser says it is. */
  public String getAgent() {
    return session.agent().isBlank() ? "unknown browser" : PlainText.of(session.agent());
  }

  public String getNode() {
    return session.node();
  }

  /** Returns whether it is the session of this very page. */
  public boolean isCurrent() {
    return isPresent;
  }

  public Moment getCreated() {
    return new Moment(session.created(), now, ZoneOffset.UTC);
  }

  public Moment getSeen() {
    return new Moment(session.seen(), now, ZoneOffset.UTC);
  }
}
