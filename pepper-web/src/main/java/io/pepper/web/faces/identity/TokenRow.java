package io.pepper.web.faces.identity;

import io.pepper.identity.Token;
import io.pepper.identity.access.TokenScope;
import io.pepper.web.faces.Moment;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** One token, as the page reads it. */
public final class TokenRow {
  private final Token token;
  private final Instant now;

  TokenRow(Token token, Instant now) {
    this.token = token;
    this.now = now;
  }

  public String getId() {
    return token.id();
  }

  public String getName() {
    return token.name();
  }

  public String getScope() {
    return token.scope().text();
  }

  /** Returns the tags that it is restricted to; none for every tag. */
  public List<String> getTags() {
    return token.scope() == TokenScope.ADMIN
        ? List.of()
        : token.tags().names().map(List::copyOf).orElse(List.of());
  }

  public boolean isExpired() {
    return token.isExpired(now);
  }

  /** Returns when it expires; null for never. */
  public Moment getExpires() {
    return token.expires().map(this::moment).orElse(null);
  }

  /** Returns when it was last used; null for never. */
  public Moment getLastUsed() {
    return token.lastUsed().map(this::moment).orElse(null);
  }

  public String getCreatedBy() {
    return token.createdBy();
  }

  private Moment moment(Instant at) {
    return new Moment(at, now, ZoneOffset.UTC);
  }
}
