package io.pepper.identity.access;

import java.time.Instant;
import java.util.Optional;

/**
 * A token that is to be created.
 *
 * @param name what it is for, such as {@code prometheus}; no other token has it
 * @param expires when it stops being valid; empty for never
 */
public record TokenDraft(
    String name, TokenScope scope, AllowedTags tags, Optional<Instant> expires) {
  /** Returns a token for everything that is within the scope, until it is revoked. */
  public static TokenDraft of(String name, TokenScope scope) {
    return new TokenDraft(name, scope, AllowedTags.EVERY, Optional.empty());
  }
}
