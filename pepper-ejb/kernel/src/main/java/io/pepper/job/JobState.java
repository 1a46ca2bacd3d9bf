package io.pepper.job;

import java.util.Locale;

/** Where a stored job is (contract 6). A job that is done is no longer stored. */
public enum JobState {
  READY,
  SCHEDULED,
  RUNNING,
  DEAD;

  /**
   * @throws IllegalArgumentException naming the states there are
   */
  public static JobState parse(String text) {
    for (JobState state : values()) {
      if (state.toString().equals(text)) {
        return state;
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is not a job state: ready, scheduled, running or dead");
  }

  /** Lower case, as the REST interface writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
