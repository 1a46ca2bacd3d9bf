package io.pepper.job;

/**
 * The name of a topic.
 *
 * @param value 1 to 100 letters, digits, '_', '-' or '.', not starting with '-' or '.'
 */
public record TopicName(String value) implements Comparable<TopicName> {
  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException naming the name and the rule
   */
  public TopicName {
    NameSyntax.checked("topic", value);
  }

  @Override
  public int compareTo(TopicName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
