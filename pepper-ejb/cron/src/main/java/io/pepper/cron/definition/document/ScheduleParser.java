package io.pepper.cron.definition.document;

import io.pepper.cron.schedule.Dialect;
import io.pepper.cron.schedule.Schedule;
import java.time.ZoneId;

/** Reads a schedule: what somebody writes now, or what was taken before. */
@FunctionalInterface
interface ScheduleParser {
  Schedule parse(String text, Dialect dialect, ZoneId zone);
}
