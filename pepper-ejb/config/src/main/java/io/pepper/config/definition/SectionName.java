package io.pepper.config.definition;

/**
 * The name of a section of a file; by convention that of a node, if the section is for one node.
 *
 * @param value 1 to 200 characters, without {@code /}, control characters and blanks at its ends
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
    NameRule.check("a section", value);
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
