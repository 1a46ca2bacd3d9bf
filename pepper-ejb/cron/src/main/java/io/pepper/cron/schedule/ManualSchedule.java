package io.pepper.cron.schedule;

import java.time.Instant;
import java.util.Optional;

/** A schedule that never fires by itself, {@code @manually}. */
record ManualSchedule(String text) implements Schedule {
  @Override
  public Optional<Instant> next(Instant after) {
    return Optional.empty();
  }

  @Override
  public String words() {
    return "only when somebody runs it";
  }
}
