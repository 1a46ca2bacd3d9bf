package io.pepper.store;

import io.pepper.store.JobStore.Held;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A take that its store carries out with the next push, at most once: whoever waits for jobs then
 * has them without having been woken to ask. The caller places it by {@link JobStore#place} and
 * must {@link #end} it; the other methods are for stores. Safe for any number of threads.
 */
public final class StandingTake {
  private final int max;
  private final Consumer<List<Held>> taker;
  private final AtomicBoolean claimed = new AtomicBoolean();
  private final CompletableFuture<Void> over = new CompletableFuture<>();

  /**
   * @param max at most this many jobs, at least 1
   * @param taker gets what was taken, perhaps nothing, on a thread of the store that must not be
   *     blocked
   */
  public StandingTake(int max, Consumer<List<Held>> taker) {
    this.max = max;
    this.taker = taker;
  }

  public int max() {
    return max;
  }

  /**
   * @return true for the first caller only: it takes, and then calls {@link #taken} or {@link
   *     #failed} within the store's deadline
   */
  public boolean claim() {
    return claimed.compareAndSet(false, true);
  }

  /** Hands the jobs over. */
  public void taken(List<Held> jobs) {
    try {
      taker.accept(jobs);
      over.complete(null);
    } catch (RuntimeException | Error e) {
      // The edge of the store's thread: what goes wrong is the business of whoever waits.
      over.completeExceptionally(e);
    }
  }

  /** What may have been taken is found by {@link JobStore#recover}. */
  public void failed(RuntimeException problem) {
    over.completeExceptionally(problem);
  }

  /**
   * From now on nothing is taken. Blocks while the store is at it, until the taker has the jobs.
   *
   * @throws StoreUnavailableException if the store could not take; or whatever the taker threw
   */
  public void end() {
    if (claim()) {
      return;
    }
    try {
      over.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
