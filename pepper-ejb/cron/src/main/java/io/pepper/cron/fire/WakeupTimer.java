package io.pepper.cron.fire;

import java.time.Instant;

/** The timer that wakes the scheduler. Safe for any number of threads. */
public interface WakeupTimer {
  /** Ends once at this instant, or at once if it has passed; replaces what was set before. */
  void wakeAt(Instant instant);
}
