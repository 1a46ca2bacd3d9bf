package io.pepper.cron.run.command;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * How many commands run at once; whoever finds no place waits in order. Safe for any number of
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

  /** Completes when there is a place; {@link #release} it, or {@link #cancel}. */
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

  /** The caller waits no longer, whether it got its place in the same moment or not. */
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
