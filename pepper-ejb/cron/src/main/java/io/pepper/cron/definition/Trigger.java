package io.pepper.cron.definition;

import io.pepper.cron.schedule.Dialect;
import io.pepper.cron.schedule.Schedule;
import java.time.Duration;
import java.time.ZoneId;

/** The cause of a job's runs, apart from people. */
public sealed interface Trigger {
  /** A trigger at the instants of a schedule. */
  record Scheduled(Schedule schedule, Dialect dialect, ZoneId zone) implements Trigger {}

  /**
   * A trigger again and again: {@code @loop} or {@code @loop 5s}.
   *
   * @param pause between the end of a run and the start of the next; 0 to 1 day
   */
  record Loop(Duration pause) implements Trigger {
    public Loop {
      if (pause.isNegative() || pause.compareTo(Duration.ofDays(1)) > 0) {
        throw new IllegalArgumentException("the pause of @loop must be 0s to 24h, not " + pause);
      }
    }
  }

  /** A trigger by the completion of other jobs. */
  record Following(After after) implements Trigger {}

  /** A trigger by people only: {@code @manually}. */
  record Manual() implements Trigger {}
}
