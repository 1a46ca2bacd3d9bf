package io.pepper.bus.dispatch;

import io.pepper.store.JobStore;
import io.pepper.store.JobStore.Held;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells the store of finished jobs in bursts: a write costs the same for one job as for twenty. The
 * first one after a rest goes at once; under load those of a few milliseconds, of all topics, go
 * together. One platform thread, as it sleeps by the clock all the time, which costs a virtual one
 * three threads' attention; {@link #add} is for any and almost free. Bounded by the ledgers.
 */
final class CompletionBatcher {
  private static final long GATHER_NANOS = Duration.ofMillis(5).toNanos();
  private static final int MOST = 512;

  private record Done(Held held, OutcomeWriter ledger) {}

  private final JobStore store;
  private final Queue<Done> queue = new ConcurrentLinkedQueue<>();
  private final Thread writer =
      Thread.ofPlatform().daemon().name("pepper-complete").unstarted(this::run);
  private volatile boolean asleep;
  private volatile boolean closed;

  CompletionBatcher(JobStore store) {
    this.store = store;
  }

  void start() {
    writer.start();
  }

  /** The ledger is told what became of it. */
  void add(Held held, OutcomeWriter ledger) {
    queue.add(new Done(held, ledger));
    if (asleep) {
      LockSupport.unpark(writer);
    }
  }

  private void run() {
    while (!closed) {
      List<Done> burst = next();
      if (!burst.isEmpty()) {
        write(burst);
        LockSupport.parkNanos(GATHER_NANOS);
      } else {
        asleep = true;
        if (queue.isEmpty() && !closed) {
          LockSupport.park(this);
        }
        asleep = false;
      }
    }
  }

  private List<Done> next() {
    List<Done> burst = new ArrayList<>();
    Done done;
    while (burst.size() < MOST && (done = queue.poll()) != null) {
      burst.add(done);
    }
    return burst;
  }

  private void write(List<Done> burst) {
    CompletableFuture<Void> written;
    try {
      written = store.complete(burst.stream().map(Done::held).toList());
    } catch (RuntimeException | Error e) {
      // The edge of this thread: without it no job of any topic would ever be done.
      written = CompletableFuture.failedFuture(e);
    }
    written.whenComplete(
        (nothing, problem) -> burst.forEach(done -> done.ledger().completed(done.held(), problem)));
  }

  /** After the ledgers are closed: nothing is expected any more. */
  void close() {
    closed = true;
    LockSupport.unpark(writer);
  }
}
