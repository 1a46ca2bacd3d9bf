package io.pepper.cron.run;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * How many commands run at once; whoever finds no place waits in order. Safe for any number of
 * threads.
 */
final class RunSlots {
  private final int most;
  private final Queue<CompletableFuture<Void>> waiting = new ArrayDeque<>();
  private int taken;

  RunSlots(int most) {
    this.most = most;
  }

  int most() {
    return most;
  }

  /** Completes when there is a place; {@link #release} it, or {@link #giveUp}. */
  CompletableFuture<Void> take() {
    CompletableFuture<Void> place = new CompletableFuture<>();
    synchronized (this) {
      if (taken == most) {
        waiting.add(place);
        return place;
      }
      taken++;
    }
    place.complete(null);
    return place;
  }

  /** The caller waits no longer, whether it got its place in the same moment or not. */
  void giveUp(CompletableFuture<Void> place) {
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
        taken--;
        return;
      }
    }
    next.complete(null);
  }
}
