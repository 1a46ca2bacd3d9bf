package io.pepper.config.definition;

import java.net.URI;
import java.util.Optional;

/**
 * What people set for a domain.
 *
 * @param needsReview whether a draft must be published by another person than its author
 * @param webhook the address that hears of each publish
 */
public record DomainSettings(boolean needsReview, Optional<URI> webhook) {
  /** The settings of a new domain. */
  public static final DomainSettings DEFAULT = new DomainSettings(false, Optional.empty());
}
