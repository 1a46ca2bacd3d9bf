package io.pepper.identity;

import java.security.SecureRandom;
import java.time.Instant;

/** Ids that sort by time, and that nodes create independently of each other. */
final class TimeOrderedId {
  private static final SecureRandom RANDOM = new SecureRandom();

  private TimeOrderedId() {}

  /** Returns 12 hexadecimal digits of milliseconds, then 16 random ones. */
  static String at(Instant instant) {
    return "%012x%016x".formatted(instant.toEpochMilli(), RANDOM.nextLong());
  }

  /** Returns the text that comes before all ids of that instant and after those before it. */
  static String firstAt(Instant instant) {
    return "%012x".formatted(Math.max(instant.toEpochMilli(), 0));
  }
}
