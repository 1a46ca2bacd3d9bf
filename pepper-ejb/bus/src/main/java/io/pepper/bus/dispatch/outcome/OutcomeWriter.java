package io.pepper.bus.dispatch.outcome;

import io.pepper.concurrent.Threads;
import io.pepper.job.Job;
import io.pepper.store.HeldJob;
import io.pepper.store.JobStore;
import io.pepper.store.StoreUnavailableException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The writer of one topic's outcomes. Workers do not wait for the disk, but share the store's group
 * commit. An outcome that the store could not write is repeated until it can; a bounded number may
 * be unrecorded, then workers wait. An outcome that is lost with this process at worst repeats its
 * job. Safe for any number of threads.
 */
public final class OutcomeWriter {
  private static final System.Logger LOG = System.getLogger(OutcomeWriter.class.getName());

  private final JobStore store;
  private final CompletionBatcher completions;
  private final StoreAvailability availability;
  private final int maxUnrecorded;
  private final Semaphore permits;
  private final AtomicInteger unrecorded = new AtomicInteger();
  private final Queue<PendingOutcome> unwritten = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean repeating = new AtomicBoolean();
  private volatile boolean closed;

  /** One outcome on its way to the store; repeating it at worst repeats the job. */
  private interface PendingOutcome {
    CompletableFuture<Void> writeTo(JobStore store);
  }

  /**
   * Creates a writer.
   *
   * @param maxUnrecorded outcomes that may wait for the store before callers block
   */
  public OutcomeWriter(
      JobStore store,
      CompletionBatcher completions,
      StoreAvailability availability,
      int maxUnrecorded) {
    this.store = store;
    this.completions = completions;
    this.availability = availability;
    this.maxUnrecorded = maxUnrecorded;
    this.permits = new Semaphore(maxUnrecorded);
  }

  /** Records that the job is done; the completion is written together with others. */
  void complete(HeldJob held) {
    permits.acquireUninterruptibly();
    unrecorded.incrementAndGet();
    completions.add(held, this);
  }

  /** Learns from the batcher that the store has so many more of its completions. */
  void completed(int count) {
    settled(count);
  }

  /** Learns from the batcher that the store does not have a completion. */
  void notCompleted(HeldJob held, Throwable problem) {
    failed(to -> to.complete(held), problem);
  }

  /**
   * Records that another attempt follows.
   *
   * @param stored runs when the store has it, on a thread that must not be blocked
   */
  void retry(HeldJob held, Job changed, Instant due, Runnable stored) {
    add(to -> to.retry(held, changed, due).thenRun(stored));
  }

  /** Records that the job is dead. */
  void bury(HeldJob held, Job changed) {
    add(to -> to.bury(held, changed));
  }

  /**
   * Gives the job back. Blocks until the store has it, or until this has to be repeated.
   *
   * @param stored runs when the store has it, on a thread that must not be blocked
   */
  void release(HeldJob held, Runnable stored) {
    add(to -> {
      to.release(held);
      stored.run();
      return CompletableFuture.completedFuture(null);
    });
  }

  /** Returns how many outcomes the store has not confirmed. */
  public int unrecorded() {
    return unrecorded.get();
  }

  private void add(PendingOutcome entry) {
    permits.acquireUninterruptibly();
    unrecorded.incrementAndGet();
    write(entry);
  }

  private void write(PendingOutcome entry) {
    CompletableFuture<Void> written;
    try {
      written = entry.writeTo(store);
    } catch (RuntimeException | Error e) {
      // Edge: whatever the store throws must end the outcome, which holds a permit.
      written = CompletableFuture.failedFuture(e);
    }
    written.whenComplete((nothing, problem) -> {
      if (problem == null) {
        settled(1);
      } else {
        failed(entry, problem);
      }
    });
  }

  private void settled(int count) {
    unrecorded.addAndGet(-count);
    permits.release(count);
  }

  private void failed(PendingOutcome entry, Throwable problem) {
    Throwable cause = problem instanceof CompletionException ? problem.getCause() : problem;
    boolean transientFailure =
        cause instanceof StoreUnavailableException || cause instanceof OutOfMemoryError;
    if (transientFailure && !closed) {
      availability.reportUnavailable(cause);
      unwritten.add(entry);
      repeatSoon();
      return;
    }
    LOG.log(Level.ERROR, "an outcome could not be recorded, its job will run again", cause);
    settled(1);
  }

  private void repeatSoon() {
    if (repeating.compareAndSet(false, true)) {
      Threads.virtual("pepper-outcomes").start(this::repeat);
    }
  }

  private void repeat() {
    for (int failures = 1; !unwritten.isEmpty() && !closed; failures++) {
      LockSupport.parkNanos(StoreAvailability.pauseNanos(failures));
      int count = unwritten.size();
      for (int i = 0; i < count && !closed; i++) {
        write(unwritten.remove());
      }
    }
    repeating.set(false);
    if (!unwritten.isEmpty() && !closed) {
      repeatSoon();
    }
  }

  /**
   * Waits for the store to confirm what is on its way, at most for the timeout; then stops
   * repeating.
   *
   * @return whether everything is recorded
   */
  public boolean close(Duration timeout) throws InterruptedException {
    boolean all = permits.tryAcquire(maxUnrecorded, timeout.toNanos(), TimeUnit.NANOSECONDS);
    closed = true;
    permits.release(all ? maxUnrecorded : maxUnrecorded * 2);
    return all;
  }
}
