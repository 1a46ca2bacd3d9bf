package io.pepper.cron.definition.document;

import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.Trigger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The check that a job that begins now will ever run. */
final class FirstRunCheck {
  private FirstRunCheck() {}

  /**
   * Checks a job. Jobs that follow others or that people start have no first run to know.
   *
   * @throws ScheduleOverException if its schedule has no instant left, or none before its end
   */
  static void check(CronJob job, Instant now) {
    if (job.trigger() instanceof Trigger.Loop) {
      checkLoop(job, now);
    }
    if (!(job.trigger() instanceof Trigger.Scheduled scheduled)) {
      return;
    }
    Instant start = job.startAt().filter(now::isBefore).map(at -> at.minusNanos(1)).orElse(now);
    Optional<Instant> first = scheduled.schedule().next(start);
    if (first.isEmpty()) {
      throw new ScheduleOverException(
          "schedule",
          "'%s' is over, so the job would never run: it is %s now%s; give a later time, or @manually"
              .formatted(
                  scheduled.schedule().text(),
                  now.truncatedTo(ChronoUnit.SECONDS),
                  job.startAt().map(at -> " and startAt is " + at).orElse("")));
    }
    Optional<Instant> end = job.endAt().filter(at -> !first.get().isBefore(at));
    if (end.isPresent()) {
      throw new ScheduleOverException(
          "endAt",
          "is not after the first run at %s, so the job would never run: give a later time"
              .formatted(first.get()));
    }
  }

  private static void checkLoop(CronJob job, Instant now) {
    if (job.endAt().filter(end -> !now.isBefore(end)).isPresent()) {
      throw new ScheduleOverException(
          "endAt",
          "has passed, so the job would never run: it is %s now; give a later time"
              .formatted(now.truncatedTo(ChronoUnit.SECONDS)));
    }
  }
}
