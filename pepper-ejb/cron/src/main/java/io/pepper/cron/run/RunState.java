package io.pepper.cron.run;

import java.util.Locale;

/** How a run stands. */
public enum RunState {
  RUNNING,
  SUCCEEDED,
  FAILED,
  /** Ended because somebody, or the overlap policy, asked for it. */
  KILLED,
  /** Its node ended or was cut off; what became of it is not known. */
  LOST,
  /** Never started; its output says why. */
  SKIPPED;

  /** As documents show it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
