package io.pepper.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The timestamps that one node has sent of each application so far. Another node, or the same one
 * after a failure, may count differently: with it everything is requested anew. That it does not
 * know an application is believed only when providers had time to come to it, one heartbeat; what
 * it has sent itself it may take back at once. Safe for any number of threads.
 */
final class Timestamps {
  /**
   * The interval after which everything is requested anew, which finds out what a server did not
   * report: that an application is gone, or settings changed.
   */
  private static final Duration REFRESH_INTERVAL = Duration.ofMinutes(5);

  private final Duration heartbeat;
  private final Map<String, Long> byApp = new HashMap<>();
  private long refreshAt;
  private long believedAt;

  Timestamps(Duration heartbeat) {
    this.heartbeat = heartbeat;
  }

  /** Returns the timestamp of an application, or 0 if the node has sent none. */
  synchronized long of(String app) {
    return byApp.getOrDefault(app, 0L);
  }

  synchronized void put(String app, long timestamp) {
    byApp.put(app, timestamp);
  }

  synchronized void forget(String app) {
    byApp.remove(app);
  }

  /** Begins anew with another node, or with the same one after a failure. */
  synchronized void beginAnew() {
    believedAt = System.nanoTime() + heartbeat.toNanos();
    refresh();
  }

  /** Makes the node send everything again, now and then. */
  synchronized void refreshIfDue() {
    if (System.nanoTime() - refreshAt >= 0) {
      refresh();
    }
  }

  /** Returns whether the node may be believed that an application is not there. */
  synchronized boolean areBelieved(String app) {
    return of(app) > 0 || System.nanoTime() - believedAt >= 0;
  }

  private void refresh() {
    byApp.clear();
    refreshAt = System.nanoTime() + jittered(REFRESH_INTERVAL);
  }

  /** Returns three quarters of the time to all of it, so that clients do not stay in step. */
  static long jittered(Duration time) {
    long nanos = time.toNanos();
    return nanos - ThreadLocalRandom.current().nextLong(nanos / 4 + 1);
  }
}
