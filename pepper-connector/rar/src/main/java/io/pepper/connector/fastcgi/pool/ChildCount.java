package io.pepper.connector.fastcgi.pool;

import java.util.concurrent.TimeUnit;

/**
 * The number of children that serve this node, as people and dispatchers see it: steady while
 * connections change places with the one that waits, and following a pool that grows or shrinks
 * within seconds. Times are {@link System#nanoTime}. Changed under the pool's lock, read by any
 * thread.
 */
final class ChildCount {
  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(3);

  private volatile int now;
  private volatile int highest;
  private volatile long fullAt;
  private volatile boolean foundFull;
  private long windowSince;
  private int highestBefore;
  private int highestInWindow;

  void increment() {
    now++;
  }

  void decrement() {
    now--;
  }

  /** Returns the number of children that serve this client at this moment. */
  int now() {
    return now;
  }

  /** Takes note that one more child was asked for and does not come. */
  void observeFull(long time) {
    if (!foundFull || time - windowSince > WINDOW_NANOS) {
      highestBefore = foundFull ? highestInWindow : 0;
      highestInWindow = 0;
      windowSince = time;
    }
    highestInWindow = Math.max(highestInWindow, now);
    highest = Math.max(highestBefore, highestInWindow);
    fullAt = time;
    foundFull = true;
  }

  /** Returns whether the server had no child left for this client in the last three seconds. */
  boolean isFull(long time) {
    return foundFull && time - fullAt < WINDOW_NANOS;
  }

  /**
   * Returns the number of children that serve this client, without the dips of those that change
   * places.
   */
  int steady(long time) {
    return isFull(time) ? Math.max(highest, now) : now;
  }
}
