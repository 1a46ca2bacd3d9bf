package io.pepper.cron.run;

import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * The id of one attempt of one run: {@code <run>.<attempt>}. Ids begin with the time, so that their
 * order is about the order of the starts.
 *
 * @param value 3 to 60 characters
 */
public record RunId(String value) implements Comparable<RunId> {
  private static final Pattern FORM = Pattern.compile("[0-9a-f-]{1,50}\\.[1-9][0-9]{0,3}");

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if it cannot be the id of a run
   */
  public RunId {
    if (value == null || !FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("'" + value + "' is not the id of a run");
    }
  }

  /** Returns the part with which the ids of a new run begin. */
  public static String newRun(Instant now) {
    return "%012x%016x".formatted(now.toEpochMilli(), ThreadLocalRandom.current().nextLong());
  }

  /** Returns the id of the first attempt of a run. */
  public static RunId first(String run) {
    return new RunId(run + ".1");
  }

  /** Returns the part that all attempts of a run share. */
  public String run() {
    return value.substring(0, value.indexOf('.'));
  }

  public int attempt() {
    return Integer.parseInt(value.substring(value.indexOf('.') + 1));
  }

  /** Returns the id of the next attempt of the same run. */
  public RunId next() {
    return new RunId(run() + "." + (attempt() + 1));
  }

  @Override
  public int compareTo(RunId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
