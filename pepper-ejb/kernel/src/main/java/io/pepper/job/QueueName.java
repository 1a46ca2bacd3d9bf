package io.pepper.job;

/**
 * The name of a queue.
 *
 * @param value 1 to 100 letters, digits, '_', '-' or '.', not starting with '-' or '.'
 */
public record QueueName(String value) implements Comparable<QueueName> {
  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException naming the name and the rule
   */
  public QueueName {
    NameSyntax.checked("queue", value);
  }

  @Override
  public int compareTo(QueueName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
