package io.pepper.store.embedded.log;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * The work of a log that waits for the disk and that no caller waits for: preparing segments,
 * indexes, checkpoints, copies. It runs on one other thread, in order; what follows from it for the
 * state of the log is done by the log's thread when it calls {@link #arrive}.
 */
final class Housekeeping {
  private static final System.Logger LOG = System.getLogger(Housekeeping.class.getName());

  /** The sealed segments whose entries wait in memory for their index, at most. */
  private static final int MAX_UNDER_WAY = 4;

  /** Work for the other thread. */
  @FunctionalInterface
  interface FileWork {
    /**
     * Does the work.
     *
     * @return what is to be done by the log's thread then
     */
    Then run() throws IOException;
  }

  /** The work that is to follow, for the log's thread. */
  @FunctionalInterface
  interface Then {
    void run() throws IOException;
  }

  private final Executor executor;
  private final Queue<CompletableFuture<Void>> underWay = new ArrayDeque<>();
  private final Queue<Then> arrived = new ConcurrentLinkedQueue<>();

  /**
   * @param executor runs one task at a time, in order
   */
  Housekeeping(Executor executor) {
    this.executor = executor;
  }

  /**
   * Hands work over, and waits if too much is under way already.
   *
   * @param onFailure done by the log's thread if the work fails, which is logged
   */
  void submit(FileWork work, Then onFailure) {
    underWay.removeIf(CompletableFuture::isDone);
    while (underWay.size() >= MAX_UNDER_WAY) {
      underWay.remove().join();
    }
    underWay.add(CompletableFuture.runAsync(() -> run(work, onFailure), executor));
  }

  private void run(FileWork work, Then onFailure) {
    try {
      arrived.add(work.run());
    } catch (IOException | RuntimeException e) {
      // Edge: the thread serves all such work, and the log goes on without this.
      LOG.log(
          System.Logger.Level.WARNING,
          "The jobs go on, but their files cannot be looked after (setting pepper.data): " + e);
      arrived.add(onFailure);
    }
  }

  /** Does what follows from work that is done. */
  void arrive() throws IOException {
    for (Then then = arrived.poll(); then != null; then = arrived.poll()) {
      then.run();
    }
  }

  /** Returns whether something is under way or waits to {@link #arrive}. */
  boolean isBusy() {
    underWay.removeIf(CompletableFuture::isDone);
    return !underWay.isEmpty() || !arrived.isEmpty();
  }

  /** Waits until nothing is under way any more. */
  void finish() {
    while (!underWay.isEmpty()) {
      underWay.remove().join();
    }
    arrived.clear();
  }
}
