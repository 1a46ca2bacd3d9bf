package io.pepper.job;

import java.util.Locale;

/** The state of a stored job (docs/protocol.md, States of a job). */
public enum JobState {
  READY,
  SCHEDULED,
  RUNNING,
  DEAD;

  /**
   * Returns the state of that name.
   *
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

  /** Returns the name in lower case, as the REST interface writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
