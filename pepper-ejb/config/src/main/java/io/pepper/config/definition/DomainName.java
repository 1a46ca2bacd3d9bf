package io.pepper.config.definition;

/**
 * The name of a domain: the files of one product or cluster, with one version.
 *
 * @param value 1 to 200 characters, without {@code /}, control characters and blanks at its ends;
 *     neither {@code .} nor {@code ..}
 */
public record DomainName(String value) implements Comparable<DomainName> {
  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException naming the name and the rule
   */
  public DomainName {
    NameRule.check("a domain", value);
    if (value.equals(".") || value.equals("..")) {
      throw new IllegalArgumentException("'" + value + "' cannot be the name of a domain");
    }
  }

  @Override
  public int compareTo(DomainName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
