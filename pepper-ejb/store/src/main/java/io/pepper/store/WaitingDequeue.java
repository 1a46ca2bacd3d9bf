package io.pepper.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * Takes that a store carries out together with pushes: whoever waits for jobs then has them without
 * having been woken to ask. The caller places it by {@link JobStore#placeDequeue} and must {@link
 * #end} it; the other methods are for stores. Safe for any number of threads.
 */
public final class WaitingDequeue {
  private enum State {
    FREE,
    TAKING,
    /** Taking, and to be ended then. */
    LAST,
    ENDED
  }

  private final int max;
  private final Predicate<List<HeldJob>> taker;
  private final AtomicReference<State> state = new AtomicReference<>(State.FREE);
  private final CompletableFuture<Void> over = new CompletableFuture<>();

  /**
   * @param max at most this many jobs with one push, at least 1
   * @param taker gets what was taken, perhaps nothing, on a thread of the store that must not be
   *     blocked; answers whether to take with the next push, too
   */
  public WaitingDequeue(int max, Predicate<List<HeldJob>> taker) {
    this.max = max;
    this.taker = taker;
  }

  public int max() {
    return max;
  }

  /**
   * @return whether the store may take now; it then calls {@link #complete} or {@link #fail} within
   *     its deadline
   */
  public boolean claim() {
    return state.compareAndSet(State.FREE, State.TAKING);
  }

  /** Hands the jobs over. */
  public void complete(List<HeldJob> jobs) {
    try {
      if (!taker.test(jobs) || !state.compareAndSet(State.TAKING, State.FREE)) {
        state.set(State.ENDED);
        over.complete(null);
      }
    } catch (RuntimeException | Error e) {
      // The edge of the store's thread: what goes wrong is the business of whoever waits.
      fail(e);
    }
  }

  /** Nothing more is taken. What may have been taken is found by {@link JobStore#recover}. */
  public void fail(Throwable problem) {
    state.set(State.ENDED);
    over.completeExceptionally(problem);
  }

  /**
   * From now on nothing is taken. Blocks while the store is at it, until the taker has the jobs.
   *
   * @throws StoreUnavailableException if the store could not take; or whatever the taker threw
   */
  public void end() {
    while (!state.compareAndSet(State.TAKING, State.LAST)) {
      if (state.compareAndSet(State.FREE, State.ENDED)) {
        return;
      }
      if (state.get() == State.ENDED || state.get() == State.LAST) {
        break;
      }
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
