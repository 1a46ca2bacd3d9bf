package io.pepper.cron.alarm;

import io.pepper.cron.definition.Alarms.Event;
import java.util.Optional;
import java.util.Set;

/** An event of a job that may raise or end an alert. */
enum AlertEvent {
  FAILED(Event.FAILED),
  STARTED_LATE(Event.LATE),
  SKIPPED(Event.SKIPPED),
  NOT_STARTED(Event.NOT_STARTED),
  STARTED_ON_TIME(null),
  SUCCEEDED(null);

  private final Event bad;

  AlertEvent(Event bad) {
    this.bad = bad;
  }

  /** Returns the configured event that this one raises; empty if it is a good one. */
  Optional<Event> bad() {
    return Optional.ofNullable(bad);
  }

  /** Returns whether this event matters to a job that has alerts about these. */
  boolean concerns(Set<Event> on) {
    return bad == null || on.contains(bad);
  }
}
