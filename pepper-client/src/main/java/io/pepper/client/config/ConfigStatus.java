package io.pepper.client.config;

import java.time.Instant;
import java.util.Optional;

/**
 * Where the values of a file come from, and whether they are still known to be in force. Immutable.
 *
 * @param revision of the values; 0 if there are none
 * @param confirmed when a server last said that they are in force; {@link Instant#EPOCH} if never
 * @param problem why no server confirms them now; empty if one does
 */
public record ConfigStatus(
    Source source, long revision, Instant confirmed, Optional<String> problem) {
  /** The places where values come from. */
  public enum Source {
    /** Nowhere: nothing is known yet. */
    NONE,
    /** The snapshot of a former run. */
    SNAPSHOT,
    /** A server. */
    SERVER
  }

  /** Returns since when nothing has confirmed the values; empty if they are in force. */
  public Optional<Instant> staleSince() {
    return source == Source.SERVER && problem.isEmpty() ? Optional.empty() : Optional.of(confirmed);
  }
}
