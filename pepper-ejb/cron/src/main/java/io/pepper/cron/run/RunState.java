package io.pepper.cron.run;

import java.util.Locale;

/** The state of a run. */
public enum RunState {
  RUNNING,
  SUCCEEDED,
  FAILED,
  /** A run ended at the request of a user or of the overlap policy. */
  KILLED,
  /** A run of a node that ended or was cut off; its result is not known. */
  LOST,
  /** A run that never started; its output says why. */
  SKIPPED;

  /** Returns the name that documents use. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
