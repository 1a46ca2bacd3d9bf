package io.pepper.client.transport;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The pauses between tries. They double, and each is cut by up to a half at random so that clients
 * do not come back all at once. Used by one thread.
 */
public final class Backoff {
  private final Duration first;
  private final Duration longest;
  private int failures;

  /** Begins with the first pause, which doubles up to the longest. */
  public Backoff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
  }

  /** Returns the next pause. */
  public Duration next() {
    Duration pause = first.multipliedBy(1L << Math.min(failures, 20));
    failures++;
    return jittered(pause.compareTo(longest) > 0 ? longest : pause);
  }

  /** Begins with the first pause again. */
  public void reset() {
    failures = 0;
  }

  /** Returns half of the pause to all of it, at random. */
  private static Duration jittered(Duration pause) {
    long nanos = pause.toNanos();
    return Duration.ofNanos(nanos - ThreadLocalRandom.current().nextLong(nanos / 2 + 1));
  }
}
