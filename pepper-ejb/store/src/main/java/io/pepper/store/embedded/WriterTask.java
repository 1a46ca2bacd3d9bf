package io.pepper.store.embedded;

import io.pepper.store.StoreUnavailableException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * One piece of work for the thread of the store; the future is its caller's. {@link #fail} is for
 * any thread, the rest for that of the store.
 */
final class WriterTask<T> extends CompletableFuture<T> {
  /** Work with the jobs. */
  @FunctionalInterface
  interface JobWork<T> {
    T apply(TopicJobsTable topics) throws IOException;
  }

  /** The memory of a waiting task, roughly. */
  static final int OVERHEAD_BYTES = 500;

  private final long newBytes;
  private final JobWork<T> work;
  private final boolean isLasting;
  private final BiConsumer<TopicJobsTable, T> late;
  private final int size;
  private final long startedAt = System.nanoTime();
  private T result;

  /**
   * @param newBytes of the jobs that it adds; 0 if it adds none
   * @param isLasting whether it is done only when it is on the disk
   * @param size what it counts of the memory of waiting tasks
   * @param late receives a result that came after the deadline, to undo it; null if it need not be
   */
  WriterTask(
      long newBytes,
      JobWork<T> work,
      boolean isLasting,
      int size,
      BiConsumer<TopicJobsTable, T> late) {
    this.newBytes = newBytes;
    this.work = work;
    this.isLasting = isLasting;
    this.size = size;
    this.late = late;
  }

  boolean isLasting() {
    return isLasting;
  }

  int size() {
    return size;
  }

  long newBytes() {
    return newBytes;
  }

  void run(TopicJobsTable topics) throws IOException {
    result = work.apply(topics);
  }

  /** Completes it with the result. */
  void finish(TopicJobsTable topics) {
    if (!complete(result) && late != null) {
      late.accept(topics, result);
    }
  }

  void fail(String message, Throwable cause) {
    completeExceptionally(new StoreUnavailableException(message, cause));
  }

  boolean isOlderThan(long nanos) {
    return startedAt - nanos < 0;
  }
}
