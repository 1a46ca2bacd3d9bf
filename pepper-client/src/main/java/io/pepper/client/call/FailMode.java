package io.pepper.client.call;

import java.time.Duration;

/** The mode that says what happens when an instance cannot be reached. */
public sealed interface FailMode {
  /** The most tries that may be asked for. */
  int MOST_RETRIES = 100;

  /** Tries once; the failure is the caller's. */
  static FailMode failFast() {
    return new FailFast();
  }

  /** Tries another instance on failure, without a pause. */
  static FailMode failOver(int retries) {
    return new FailOver(retries, Duration.ZERO);
  }

  /** Tries the same instance once more on failure. */
  static FailMode failTry(int retries, Duration pause) {
    return new FailTry(retries, pause);
  }

  /**
   * Makes a second call to another instance if there is no answer in time; the first answer counts.
   */
  static FailMode backup(Duration latency) {
    return new Backup(latency);
  }

  /** One try. */
  record FailFast() implements FailMode {}

  /**
   * Another instance, as long as there are some that were not tried.
   *
   * @param retries 0 to 100, beyond the first try
   * @param pause before each
   */
  record FailOver(int retries, Duration pause) implements FailMode {
    public FailOver {
      check(retries, pause);
    }
  }

  /**
   * The same instance.
   *
   * @param retries 0 to 100, beyond the first try
   * @param pause before each
   */
  record FailTry(int retries, Duration pause) implements FailMode {
    public FailTry {
      check(retries, pause);
    }
  }

  /**
   * Two instances. The loser is interrupted.
   *
   * @param latency after which the second is called; at once if the first fails earlier
   */
  record Backup(Duration latency) implements FailMode {
    public Backup {
      check(0, latency);
    }
  }

  private static void check(int retries, Duration pause) {
    if (retries < 0 || retries > MOST_RETRIES) {
      throw new IllegalArgumentException(
          "0 to %d retries are possible, not %d".formatted(MOST_RETRIES, retries));
    }
    if (pause.isNegative()) {
      throw new IllegalArgumentException("a pause must not be negative");
    }
  }
}
