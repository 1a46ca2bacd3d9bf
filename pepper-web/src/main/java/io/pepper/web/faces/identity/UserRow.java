package io.pepper.web.faces.identity;

import io.pepper.identity.User;
import io.pepper.identity.access.Role;
import io.pepper.web.faces.Moment;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** One user, as the page reads it. */
public final class UserRow {
  private final User user;
  private final long sessions;
  private final Instant now;

  UserRow(User user, long sessions, Instant now) {
    this.user = user;
    this.sessions = sessions;
    this.now = now;
  }

  public String getName() {
    return user.name();
  }

  public String getRole() {
    return user.role().text();
  }

  /** Returns the tags that it is restricted to; none for every tag. */
  public List<String> getTags() {
    return user.role() == Role.ADMIN
        ? List.of()
        : user.tags().names().map(List::copyOf).orElse(List.of());
  }

  public boolean isDisabled() {
    return user.disabled();
  }

  public String getOrigin() {
    return user.isLocal() ? "" : user.origin().text();
  }

  public long getSessions() {
    return sessions;
  }

  public Moment getCreated() {
    return new Moment(user.created(), now, ZoneOffset.UTC);
  }
}
