package io.pepper.config.definition;

import java.time.Instant;

/**
 * A version of a domain, as its history tells it.
 *
 * @param version of the domain
 * @param kind how it came about
 * @param author who published
 * @param note why
 */
public record Revision(long version, RevisionKind kind, String author, String note, Instant at) {}
