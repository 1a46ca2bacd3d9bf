package io.pepper.client.call;

import java.time.Duration;

/** What happens when an instance cannot be reached (spec 4.4). */
public sealed interface FailMode {
  /** The most tries that may be asked for. */
  int MOST_RETRIES = 100;

  /** One try; its failure is the caller's. */
  static FailMode failFast() {
    return new FailFast();
  }

  /** On failure another instance, without a pause. */
  static FailMode failOver(int retries) {
    return new FailOver(retries, Duration.ZERO);
  }

  /** On failure the same instance once more. */
  static FailMode failTry(int retries, Duration pause) {
    return new FailTry(retries, pause);
  }

  /** A second call to another instance if there is no answer in time; the first answer counts. */
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
