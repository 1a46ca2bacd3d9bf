package io.pepper.config.definition;

import io.pepper.definition.InvalidDefinitionException;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What people set for a domain.
 *
 * @param tag by which accounts may see and change the domain: 1 to 100 letters, digits, {@code _},
 *     {@code -} or {@code .}, not starting with {@code -} or {@code .}
 * @param needsReview whether a draft must be published by another person than its author
 * @param webhook the address that hears of each publish
 */
public record DomainSettings(String tag, boolean needsReview, Optional<URI> webhook) {
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");

  /** The tag of domains that say nothing else. */
  public static final String DEFAULT_TAG = "default";

  /** The settings of a new domain. */
  public static final DomainSettings DEFAULT =
      new DomainSettings(DEFAULT_TAG, false, Optional.empty());

  /**
   * Checks the tag.
   *
   * @throws InvalidDefinitionException if no account could have it
   */
  public DomainSettings {
    if (!TAG.matcher(tag).matches()) {
      throw new InvalidDefinitionException(
          "tag",
          "'%s' is not a tag: 1 to 100 letters, digits, '_', '-' or '.', not starting with '-' or '.'"
              .formatted(tag));
    }
  }
}
