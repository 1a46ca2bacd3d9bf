package io.pepper.cron.alarm;

import io.pepper.cron.definition.Alarms.Event;
import java.util.Optional;
import java.util.Set;

/** What can happen to a job, as far as its alarms are concerned. */
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

  /** What it alarms about, if it is bad. */
  Optional<Event> bad() {
    return Optional.ofNullable(bad);
  }

  /** Whether it has anything to do with a job that alarms about these. */
  boolean concerns(Set<Event> on) {
    return bad == null || on.contains(bad);
  }
}
