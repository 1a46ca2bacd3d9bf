package io.pepper.config.definition;

import io.pepper.definition.InvalidDefinitionException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The settings of a domain.
 *
 * @param tag by which accounts may see and change the domain: 1 to 100 letters, digits, {@code _},
 *     {@code -} or {@code .}, not starting with {@code -} or {@code .}
 * @param needsReview whether a draft must be published by another person than its author
 * @param webhook the address that hears of each publish
 * @param schemas of keys of type json, checked when a value is written
 */
public record DomainSettings(
    String tag, boolean needsReview, Optional<URI> webhook, List<KeySchema> schemas) {
  private static final int MAX_SCHEMAS = 50;
  private static final int MAX_SCHEMA_CHARACTERS = 100_000;
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");

  /** The tag of domains that say nothing else. */
  public static final String DEFAULT_TAG = "default";

  /** The settings of a new domain. */
  public static final DomainSettings DEFAULT =
      new DomainSettings(DEFAULT_TAG, false, Optional.empty());

  /** Creates settings without schemas. */
  public DomainSettings(String tag, boolean needsReview, Optional<URI> webhook) {
    this(tag, needsReview, webhook, List.of());
  }

  /**
   * Checks the tag, and the number and the length of schemas.
   *
   * @throws InvalidDefinitionException if no account could have the tag, or there is too much
   */
  public DomainSettings {
    schemas = List.copyOf(schemas);
    int characters = schemas.stream().mapToInt(each -> each.schema().length()).sum();
    if (schemas.size() > MAX_SCHEMAS || characters > MAX_SCHEMA_CHARACTERS) {
      throw new InvalidDefinitionException(
          "schemas",
          "are %d with %d characters; at most %d with %d together are allowed"
              .formatted(schemas.size(), characters, MAX_SCHEMAS, MAX_SCHEMA_CHARACTERS));
    }
    if (!TAG.matcher(tag).matches()) {
      throw new InvalidDefinitionException(
          "tag",
          "'%s' is not a tag: 1 to 100 letters, digits, '_', '-' or '.', not starting with '-' or '.'"
              .formatted(tag));
    }
  }

  /** Returns the JSON Schemas of a file's keys. */
  public Map<KeyName, String> schemas(FileName file) {
    return schemas.stream()
        .filter(each -> each.file().equals(file))
        .collect(Collectors.toMap(KeySchema::key, KeySchema::schema));
  }
}
