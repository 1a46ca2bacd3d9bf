package io.pepper.bus.dispatch;

import io.pepper.job.Job;
import io.pepper.store.JobStore;
import io.pepper.store.JobStore.Held;
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
 * Writes outcomes to the store without making workers wait for the disk: they share its group
 * commit. What the store could not take is written again until it can; a bounded number may wait,
 * then workers wait too. An outcome that is lost with this process repeats its job, no more. Safe
 * for any number of threads.
 */
final class OutcomeWriter {
  private static final System.Logger LOG = System.getLogger(OutcomeWriter.class.getName());

  private final JobStore store;
  private final CompletionBatcher completions;
  private final StoreAvailability outage;
  private final int limit;
  private final Semaphore permits;
  private final AtomicInteger open = new AtomicInteger();
  private final Queue<Entry> unwritten = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean repeating = new AtomicBoolean();
  private volatile boolean closed;

  /** One outcome on its way; repeating it at worst repeats the job. */
  private interface Entry {
    CompletableFuture<Void> writeTo(JobStore store);
  }

  OutcomeWriter(DispatchContext around) {
    this.store = around.store();
    this.completions = around.completions();
    this.outage = around.outage();
    this.limit = around.settings().unrecorded();
    this.permits = new Semaphore(limit);
  }

  void complete(Held held) {
    permits.acquireUninterruptibly();
    open.incrementAndGet();
    completions.add(held, this);
  }

  /** What became of a completion. */
  void completed(Held held, Throwable problem) {
    if (problem == null) {
      settled();
    } else {
      failed(to -> to.complete(held), problem);
    }
  }

  /**
   * @param stored runs when the store has it, on a thread that must not be blocked
   */
  void retry(Held held, Job changed, Instant due, Runnable stored) {
    add(to -> to.retry(held, changed, due).thenRun(stored));
  }

  void bury(Held held, Job changed) {
    add(to -> to.bury(held, changed));
  }

  /** Blocks until the store has it back, or until it is known that this has to be repeated. */
  void release(Held held) {
    add(to -> {
      to.release(held);
      return CompletableFuture.completedFuture(null);
    });
  }

  /** How many outcomes the store has not confirmed. */
  int unrecorded() {
    return open.get();
  }

  private void add(Entry entry) {
    permits.acquireUninterruptibly();
    open.incrementAndGet();
    write(entry);
  }

  private void write(Entry entry) {
    CompletableFuture<Void> written;
    try {
      written = entry.writeTo(store);
    } catch (RuntimeException | Error e) {
      written = CompletableFuture.failedFuture(e);
    }
    written.whenComplete((nothing, problem) -> {
      if (problem == null) {
        settled();
      } else {
        failed(entry, problem);
      }
    });
  }

  private void settled() {
    open.decrementAndGet();
    permits.release();
  }

  private void failed(Entry entry, Throwable problem) {
    Throwable cause = problem instanceof CompletionException ? problem.getCause() : problem;
    boolean passing =
        cause instanceof StoreUnavailableException || cause instanceof OutOfMemoryError;
    if (passing && !closed) {
      outage.began(cause);
      unwritten.add(entry);
      repeatSoon();
      return;
    }
    LOG.log(Level.ERROR, "an outcome could not be recorded, its job will run again", cause);
    settled();
  }

  private void repeatSoon() {
    if (repeating.compareAndSet(false, true)) {
      Thread.ofVirtual().name("repeat outcomes").start(this::repeat);
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
   * Waits for the store to confirm what is on its way; then gives up repeating.
   *
   * @return whether everything is recorded
   */
  boolean close(Duration longest) throws InterruptedException {
    boolean all = permits.tryAcquire(limit, longest.toNanos(), TimeUnit.NANOSECONDS);
    closed = true;
    permits.release(all ? limit : limit * 2);
    return all;
  }
}
