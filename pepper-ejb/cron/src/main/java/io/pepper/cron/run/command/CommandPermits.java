package io.pepper.cron.run.command;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * The permits of commands to run at once, given in the order of requests. Safe for any number of
 * threads.
 */
final class CommandPermits {
  private final int limit;
  private final Queue<CompletableFuture<Void>> waiting = new ArrayDeque<>();
  private int acquired;

  CommandPermits(int most) {
    this.limit = most;
  }

  int limit() {
    return limit;
  }

  /**
   * Returns a future that completes when the caller holds a permit, to be given back by {@link
   * #release} or {@link #cancel}.
   */
  CompletableFuture<Void> acquire() {
    CompletableFuture<Void> place = new CompletableFuture<>();
    synchronized (this) {
      if (acquired == limit) {
        waiting.add(place);
        return place;
      }
      acquired++;
    }
    place.complete(null);
    return place;
  }

  /** Withdraws a request, whether or not it got its permit in the same moment. */
  void cancel(CompletableFuture<Void> place) {
    synchronized (this) {
      if (waiting.remove(place)) {
        return;
      }
    }
    release();
  }

  void release() {
    CompletableFuture<Void> next;
    synchronized (this) {
      next = waiting.poll();
      if (next == null) {
        acquired--;
        return;
      }
    }
    next.complete(null);
  }
}
