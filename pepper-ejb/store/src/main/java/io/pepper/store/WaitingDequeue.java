package io.pepper.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * A dequeue that a store carries out together with pushes, so that a waiting caller gets jobs
 * without being woken to ask for them. The caller places it by {@link JobStore#placeDequeue} and
 * must {@link #end} it; the other methods are for stores. Safe for any number of threads
 * (docs/adr/0064-a-push-takes-for-a-topic-that-waits.md).
 */
public final class WaitingDequeue {
  private enum State {
    IDLE,
    DEQUEUING,
    /** Dequeuing, and to be ended then. */
    ENDING,
    ENDED
  }

  private final int max;
  private final Predicate<List<HeldJob>> receiver;
  private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  /**
   * Creates a dequeue.
   *
   * @param max at most this many jobs with one push, at least 1
   * @param receiver gets the jobs, perhaps none, on a thread of the store that must not be blocked;
   *     returns whether to dequeue with the next push, too
   */
  public WaitingDequeue(int max, Predicate<List<HeldJob>> receiver) {
    this.max = max;
    this.receiver = receiver;
  }

  public int max() {
    return max;
  }

  /**
   * Claims the dequeue for one push.
   *
   * @return whether the store may dequeue now; it then calls {@link #complete} or {@link #fail}
   *     within its deadline
   */
  public boolean claim() {
    return state.compareAndSet(State.IDLE, State.DEQUEUING);
  }

  /** Hands the jobs ended. */
  public void complete(List<HeldJob> jobs) {
    try {
      if (!receiver.test(jobs) || !state.compareAndSet(State.DEQUEUING, State.IDLE)) {
        state.set(State.ENDED);
        ended.complete(null);
      }
    } catch (RuntimeException | Error e) {
      // Edge: the store's thread must live; the failure belongs to the waiting caller.
      fail(e);
    }
  }

  /**
   * Ends after a failure. Jobs that may have been dequeued are found by {@link JobStore#recover}.
   */
  public void fail(Throwable problem) {
    state.set(State.ENDED);
    ended.completeExceptionally(problem);
  }

  /**
   * Ends the dequeue. Blocks while the store is dequeuing, until the receiver has the jobs.
   *
   * @throws StoreUnavailableException if the store failed; also throws what the receiver threw
   */
  public void end() {
    while (!state.compareAndSet(State.DEQUEUING, State.ENDING)) {
      if (state.compareAndSet(State.IDLE, State.ENDED)) {
        return;
      }
      if (state.get() == State.ENDED || state.get() == State.ENDING) {
        break;
      }
    }
    try {
      ended.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
