package io.pepper.identity;

import java.time.Instant;
import java.util.Optional;

/**
 * The criteria of a search in the audit trail; one that is empty leaves nothing out.
 *
 * @param by the name of who did it
 * @param subject a part of the subject, in capitals or not
 * @param action a part of what was done, in capitals or not
 * @param since the first instant
 * @param until the instant before which it happened
 * @param before only entries older than the one with this id
 * @param limit 1 to 1000
 */
public record AuditSearch(
    Optional<String> by,
    Optional<String> subject,
    Optional<String> action,
    Optional<Instant> since,
    Optional<Instant> until,
    Optional<String> before,
    int limit) {
  /** The most entries that one search finds. */
  public static final int MAX_LIMIT = 1000;

  public AuditSearch {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException(
          "limit is " + limit + ", but must be from 1 to " + MAX_LIMIT);
    }
  }

  /** Returns the search for the newest entries. */
  public static AuditSearch latest(int limit) {
    Optional<String> any = Optional.empty();
    return new AuditSearch(any, any, any, Optional.empty(), Optional.empty(), any, limit);
  }

  /** Returns the search for what comes after the entry with this id: older ones. */
  public AuditSearch after(String id, int limit) {
    return new AuditSearch(by, subject, action, since, until, Optional.of(id), limit);
  }

  /** Returns the same search with another limit. */
  public AuditSearch withLimit(int most) {
    return new AuditSearch(by, subject, action, since, until, before, most);
  }
}
