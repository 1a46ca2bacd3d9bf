package io.pepper.config.sync;

import java.time.Duration;

/**
 * The times of the exchange with nodes.
 *
 * @param hold how long a request waits for news, at most 60 s: nodes wait without a limit
 * @param silence after which a node that sends nothing is gone
 */
public record SyncTimes(Duration hold, Duration silence) {
  /** The times of gokeeper. */
  public static final SyncTimes DEFAULT =
      new SyncTimes(Duration.ofSeconds(60), Duration.ofSeconds(120));
}
