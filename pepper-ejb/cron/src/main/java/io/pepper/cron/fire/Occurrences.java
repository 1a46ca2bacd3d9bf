package io.pepper.cron.fire;

import io.pepper.cron.definition.CronJob;
import io.pepper.cron.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The occurrences of a scheduled job within its start and end, with its jitter. Immutable. */
final class Occurrences {
  private final CronJob job;
  private final Schedule schedule;

  Occurrences(CronJob job, Schedule schedule) {
    this.job = job;
    this.schedule = schedule;
  }

  /** Returns the first occurrence strictly after the instant; empty if there is none. */
  Optional<Instant> after(Instant instant) {
    Instant floor =
        job.startAt().map(start -> start.minusNanos(1)).filter(instant::isBefore).orElse(instant);
    return schedule
        .next(floor)
        .filter(next -> job.endAt().isEmpty() || next.isBefore(job.endAt().get()));
  }

  /**
   * Returns when an occurrence is due: delayed within the job's jitter by a time that only depends
   * on the job and the occurrence, so that all nodes agree.
   */
  Instant due(Instant nominal) {
    long jitter = job.jitter().toMillis();
    if (jitter == 0) {
      return nominal;
    }
    long mixed = mix(job.name().value().hashCode() * 31L + nominal.toEpochMilli());
    return nominal.plusMillis(Math.floorMod(mixed, jitter));
  }

  /** Mixes the bits of a value by the finaliser of SplitMix64: neighbours get unrelated values. */
  static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  /**
   * Returns the last occurrence from the first to the limit, both included. Searches back from the
   * limit in growing steps, since counting up from the first may take for ever.
   */
  Instant lastUpTo(Instant first, Instant limit) {
    for (Duration step = Duration.ofSeconds(1); ; step = step.multipliedBy(8)) {
      Instant from = limit.minus(step);
      if (!from.isAfter(first)) {
        return lastFrom(first, limit);
      }
      Optional<Instant> found = after(from).filter(next -> !next.isAfter(limit));
      if (found.isPresent()) {
        return lastFrom(found.get(), limit);
      }
    }
  }

  private Instant lastFrom(Instant present, Instant limit) {
    Instant last = present;
    Optional<Instant> next = after(last);
    while (next.isPresent() && !next.get().isAfter(limit)) {
      last = next.get();
      next = after(last);
    }
    return last;
  }
}
