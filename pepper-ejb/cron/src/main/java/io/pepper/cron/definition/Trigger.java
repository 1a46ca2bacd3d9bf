package io.pepper.cron.definition;

import io.pepper.cron.schedule.Dialect;
import io.pepper.cron.schedule.Schedule;
import java.time.Duration;
import java.time.ZoneId;

/** What makes a job run by itself. */
public sealed interface Trigger {
  /** At the instants of a schedule. */
  record Scheduled(Schedule schedule, Dialect dialect, ZoneId zone) implements Trigger {}

  /**
   * Again and again: {@code @loop} or {@code @loop 5s}.
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

  /** When other jobs have completed. */
  record Following(After after) implements Trigger {}

  /** Only when somebody says so: {@code @manually}. */
  record Manual() implements Trigger {}
}
