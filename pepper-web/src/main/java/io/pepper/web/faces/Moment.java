package io.pepper.web.faces;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** An instant as people read it: short, and in relation to now. */
public final class Moment {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM HH:mm:ss", Locale.ENGLISH);
  private static final DateTimeFormatter FULL =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm:ss", Locale.ENGLISH);

  private final ZonedDateTime at;
  private final ZonedDateTime now;

  public Moment(Instant at, Instant now, ZoneId zone) {
    this.at = at.atZone(zone);
    this.now = now.atZone(zone);
  }

  /** Returns {@code 19:30:00} today, {@code Thu 26 Nov 19:30:00} this year. */
  public String getShort() {
    if (at.toLocalDate().equals(now.toLocalDate())) {
      return TIME.format(at);
    }
    return (at.getYear() == now.getYear() ? DAY : FULL).format(at);
  }

  /** Returns the instant with date, year and zone. */
  public String getFull() {
    return FULL.format(at) + " " + at.getZone().getId();
  }

  /** Returns the distance from now: {@code in 12 s}, {@code 3 min ago}. */
  public String getDistance() {
    Duration ahead = Duration.between(now, at);
    if (ahead.abs().toSeconds() < 1) {
      return "now";
    }
    return ahead.isNegative()
        ? Readable.age(ahead.negated()) + " ago"
        : "in " + Readable.age(ahead);
  }

  /** Returns the zone in which the clock shows that time, to be put behind it; empty for UTC. */
  public String getZone() {
    return at.getOffset().equals(ZoneOffset.UTC) ? "" : ", " + at.getZone().getId();
  }
}
