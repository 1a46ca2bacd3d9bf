package io.pepper.bus.dispatch.outcome;

import io.pepper.concurrent.Threads;
import io.pepper.store.HeldJob;
import io.pepper.store.JobStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * The completions of all topics, written in batches: a write costs the same for one job as for
 * twenty. After a pause the first one is written at once; under load those of 5 ms go together.
 *
 * <p>Threads: one platform thread, {@code pepper-complete}, because it sleeps by the clock all the
 * time, which would occupy three threads if it were a virtual one. {@link #add} is for any thread
 * and almost free. Bounded by the writers' unrecorded outcomes.
 */
public final class CompletionBatcher {
  private static final long BATCH_INTERVAL_NANOS = Duration.ofMillis(5).toNanos();
  private static final int MAX_BATCH = 512;

  private record Completion(HeldJob held, OutcomeWriter writer) {}

  private final JobStore store;
  private final Queue<Completion> queue = new ConcurrentLinkedQueue<>();
  private final Thread thread = Threads.platform("pepper-complete").unstarted(this::run);
  private volatile boolean asleep;
  private volatile boolean closed;

  public CompletionBatcher(JobStore store) {
    this.store = store;
  }

  public void start() {
    thread.start();
  }

  /**
   * Adds a completion; its result goes to the writer's {@code completed} or {@code notCompleted}.
   */
  void add(HeldJob held, OutcomeWriter writer) {
    queue.add(new Completion(held, writer));
    if (asleep) {
      LockSupport.unpark(thread);
    }
  }

  private void run() {
    while (!closed) {
      List<Completion> batch = next();
      if (!batch.isEmpty()) {
        write(batch);
        LockSupport.parkNanos(BATCH_INTERVAL_NANOS);
      } else {
        asleep = true;
        if (queue.isEmpty() && !closed) {
          LockSupport.park(this);
        }
        asleep = false;
      }
    }
  }

  private List<Completion> next() {
    List<Completion> batch = new ArrayList<>();
    Completion next;
    while (batch.size() < MAX_BATCH && (next = queue.poll()) != null) {
      batch.add(next);
    }
    return batch;
  }

  private void write(List<Completion> batch) {
    CompletableFuture<Void> written;
    try {
      List<HeldJob> done = new ArrayList<>(batch.size());
      for (Completion each : batch) {
        done.add(each.held());
      }
      written = store.complete(done);
    } catch (RuntimeException | Error e) {
      // Edge: this thread must live, or no job of any topic would ever be done.
      written = CompletableFuture.failedFuture(e);
    }
    written.whenComplete((nothing, problem) -> report(batch, problem));
  }

  /** Reports to a writer all its completions in a row at once: most batches have one writer. */
  private static void report(List<Completion> batch, Throwable problem) {
    int from = 0;
    while (from < batch.size()) {
      OutcomeWriter writer = batch.get(from).writer();
      int to = from;
      while (to < batch.size() && batch.get(to).writer() == writer) {
        if (problem != null) {
          writer.notCompleted(batch.get(to).held(), problem);
        }
        to++;
      }
      if (problem == null) {
        writer.completed(to - from);
      }
      from = to;
    }
  }

  /** Ends the thread; to be called after all writers are closed. */
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
