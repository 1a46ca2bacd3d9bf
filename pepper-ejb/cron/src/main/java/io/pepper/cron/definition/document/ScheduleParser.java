package io.pepper.cron.definition.document;

import io.pepper.cron.schedule.Dialect;
import io.pepper.cron.schedule.Schedule;
import java.time.ZoneId;

/** A way to read a schedule: one that is written now, or one that was accepted before. */
@FunctionalInterface
interface ScheduleParser {
  Schedule parse(String text, Dialect dialect, ZoneId zone);
}
