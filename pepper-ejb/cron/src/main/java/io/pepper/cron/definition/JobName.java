package io.pepper.cron.definition;

import java.util.regex.Pattern;

/**
 * The name of a cron job. It becomes part of keys, addresses and files.
 *
 * @param value 1 to 100 letters, digits, '_', '-' or '.', not starting with '-' or '.'
 */
public record JobName(String value) implements Comparable<JobName> {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException naming the name and the rule
   */
  public JobName {
    if (value == null || !NAME.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a job name: 1 to 100 letters, digits, '_', '-' or '.', not starting with '-' or '.'"
              .formatted(value));
    }
  }

  @Override
  public int compareTo(JobName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
