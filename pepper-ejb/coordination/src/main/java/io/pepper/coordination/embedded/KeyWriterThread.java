package io.pepper.coordination.embedded;

import io.pepper.concurrent.Threads;
import io.pepper.coordination.ByRevision;
import io.pepper.coordination.Coordination.Changes;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.coordination.LeaseEndedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The one thread that makes all changes of the embedded adapter. It takes what waits as one batch,
 * makes the changes one after the other in a draft, forces the file once, makes the result visible,
 * notifies the watches and only then answers the callers. When that fails, the whole batch has
 * failed without a trace, and the file is made to hold what memory holds before anything else is
 * written.
 */
final class KeyWriterThread implements AutoCloseable {
  // Bounds what one force writes. What a change costs beside its keys and values counts, too.
  private static final int MAX_BATCH_BYTES = 4 << 20;
  private static final int CHANGE_BYTES = 512;

  /** A caller's change and, once it is durable, the answer. */
  private static final class PendingChange<T> extends CompletableFuture<T> {
    private final long bytes;
    private final Function<KeyWriteBatch, T> change;
    private T result;
    private LeaseEndedException refusal;

    PendingChange(long bytes, Function<KeyWriteBatch, T> change) {
      this.bytes = bytes + CHANGE_BYTES;
      this.change = change;
    }

    void make(KeyWriteBatch draft) {
      try {
        result = change.apply(draft);
      } catch (LeaseEndedException e) {
        // Said later: the lease may have ended in this very batch, which may yet fail.
        refusal = e;
      }
    }

    void answer() {
      if (refusal == null) {
        complete(result);
      } else {
        completeExceptionally(refusal);
      }
    }
  }

  private final KeyFile file;
  private final KeySpace keys;
  private final Consumer<Changes> watches;
  // Bounded by the callers, each of whom waits for the answer to its own change.
  private final Queue<PendingChange<?>> waiting = new ConcurrentLinkedQueue<>();
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(Threads.platform("pepper-coordination").factory());
  private boolean closed;

  /**
   * Starts the thread.
   *
   * @param file is this one's from now on
   * @param watches hears of every change, in order, on the writer's thread; must not block
   */
  KeyWriterThread(KeyFile file, KeySpace keys, Consumer<Changes> watches) {
    this.file = file;
    this.keys = keys;
    this.watches = watches;
  }

  /**
   * Makes a change and waits until it is durable, whatever interrupts the caller.
   *
   * @param bytes that it writes, about
   * @throws CoordinationUnavailableException if the file cannot be written, or is closed
   */
  <T> T make(long bytes, Function<KeyWriteBatch, T> change) {
    PendingChange<T> mine = new PendingChange<>(bytes, change);
    waiting.add(mine);
    try {
      writer.execute(this::commitWaiting);
      return mine.join();
    } catch (RejectedExecutionException e) {
      waiting.remove(mine);
      throw closed();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static CoordinationUnavailableException closed() {
    return new CoordinationUnavailableException("the coordination is closed", null);
  }

  /** Runs once for each change, and finds nothing when that was part of the batch before. */
  private void commitWaiting() {
    List<PendingChange<?>> batch = nextBatch();
    if (closed) {
      batch.forEach(change -> change.completeExceptionally(closed()));
    } else if (!batch.isEmpty()) {
      commit(batch);
    }
  }

  private List<PendingChange<?>> nextBatch() {
    List<PendingChange<?>> batch = new ArrayList<>();
    long bytes = 0;
    while (bytes < MAX_BATCH_BYTES && !waiting.isEmpty()) {
      PendingChange<?> next = waiting.poll();
      if (next != null) {
        batch.add(next);
        bytes += next.bytes;
      }
    }
    return batch;
  }

  /**
   * Commits a batch. Edge of the thread: whatever goes wrong, lack of memory included, is the
   * answer to the callers, which would wait for ever otherwise.
   */
  private void commit(List<PendingChange<?>> batch) {
    try {
      if (file.isAbandoned()) {
        file.restore(keys.lasting(), keys.revision());
      }
      KeyWriteBatch draft = new KeyWriteBatch(keys, file);
      batch.forEach(change -> change.make(draft));
      file.force();
      keys.publish(draft);
      ByRevision.of(draft.changes()).forEach(watches);
      batch.forEach(PendingChange::answer);
      file.tidy();
    } catch (RuntimeException | Error e) {
      // Edge: whatever goes wrong, lack of memory included, is the answer to the callers.
      file.abandon();
      batch.forEach(change -> change.completeExceptionally(failed(e)));
    }
  }

  private CoordinationUnavailableException failed(Throwable cause) {
    return new CoordinationUnavailableException(
        "cannot write " + file + ": " + cause.getMessage(), cause);
  }

  /** Waits for what is under way, the file's end included. */
  @Override
  public synchronized void close() {
    if (writer.isShutdown()) {
      return;
    }
    CompletableFuture<Void> end = CompletableFuture.runAsync(this::end, writer);
    writer.shutdown();
    // Not ExecutorService.close, which interrupts the writer when this thread is interrupted.
    end.join();
  }

  private void end() {
    closed = true;
    file.close();
  }
}
