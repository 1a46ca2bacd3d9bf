package io.pepper.cron.definition;

import io.pepper.job.QueueName;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The document field {@code alarms}: the events of a job that raise alerts, and the channels.
 *
 * @param on the events that alarm; empty for none
 * @param late how late a start may be before it counts as late; at least 1 s
 * @param mail addresses
 */
public record Alarms(
    Set<Event> on,
    Duration late,
    Optional<URI> webhook,
    List<String> mail,
    Optional<QueueName> queue) {
  /** An event that can raise an alert. */
  public enum Event {
    FAILED,
    LATE,
    SKIPPED,
    /** No node started it within a minute. */
    NOT_STARTED,
    /** A success after an alert. */
    RECOVERED
  }

  public static final Duration DEFAULT_LATE = Duration.ofSeconds(30);
  public static final Alarms NONE =
      new Alarms(Set.of(), DEFAULT_LATE, Optional.empty(), List.of(), Optional.empty());

  public Alarms {
    on = Set.copyOf(on);
    mail = List.copyOf(mail);
    if (late.compareTo(Duration.ofSeconds(1)) < 0 || late.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("late must be PT1S to PT24H, not " + late);
    }
    if (!on.isEmpty() && webhook.isEmpty() && mail.isEmpty() && queue.isEmpty()) {
      throw new IllegalArgumentException("name somebody to tell: webhook, mail or queue");
    }
  }
}
