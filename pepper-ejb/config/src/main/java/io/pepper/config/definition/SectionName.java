package io.pepper.config.definition;

import io.pepper.config.value.QuotedText;

/**
 * The name of a section of a file; by convention that of a node, if the section is for one node.
 *
 * @param value 1 to 200 characters, without {@code /} and control characters. Blanks at its ends
 *     belong to it, since ini files take it as it stands between the brackets
 */
public record SectionName(String value) implements Comparable<SectionName> {
  /** The section that each file has, with the keys before any header. */
  public static final SectionName DEFAULT = new SectionName("DEFAULT");

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException naming the name and the rule
   */
  public SectionName {
    if (!NameRule.holdsUntrimmed(value)) {
      throw new IllegalArgumentException(
          "%s is not the name of a section: 1 to %d characters, without '/' and control characters"
              .formatted(QuotedText.of(value), NameRule.MAX_CHARACTERS));
    }
  }

  @Override
  public int compareTo(SectionName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
