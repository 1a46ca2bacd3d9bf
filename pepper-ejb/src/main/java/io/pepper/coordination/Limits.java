package io.pepper.coordination;

import java.time.Duration;

/** What every adapter accepts, so that a definition that fits one fits all. */
final class Limits {
  private static final int MAX_KEY_CHARACTERS = 1024;
  private static final int MAX_VALUE_BYTES = 1 << 20;
  private static final Duration MIN_TIME_TO_LIVE = Duration.ofSeconds(2);
  private static final Duration MAX_TIME_TO_LIVE = Duration.ofDays(1);

  private Limits() {}

  static String key(String key) {
    if (key.isEmpty() || key.length() > MAX_KEY_CHARACTERS || key.startsWith("/")) {
      throw new IllegalArgumentException(
          "'%s' is not a key: 1 to %d characters, not starting with '/'"
              .formatted(key, MAX_KEY_CHARACTERS));
    }
    return key;
  }

  static byte[] value(String key, byte[] value) {
    if (value.length > MAX_VALUE_BYTES) {
      throw new IllegalArgumentException(
          "the value of '%s' has %d bytes, %d are allowed"
              .formatted(key, value.length, MAX_VALUE_BYTES));
    }
    return value;
  }

  static Duration timeToLive(Duration timeToLive) {
    if (timeToLive.compareTo(MIN_TIME_TO_LIVE) < 0 || timeToLive.compareTo(MAX_TIME_TO_LIVE) > 0) {
      throw new IllegalArgumentException(
          "a lease of " + timeToLive + " is not possible: from PT2S to PT24H");
    }
    return timeToLive;
  }
}
