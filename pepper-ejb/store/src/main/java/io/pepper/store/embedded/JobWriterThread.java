package io.pepper.store.embedded;

import io.pepper.concurrent.PeriodicTask;
import io.pepper.concurrent.Threads;
import io.pepper.store.StoreUnavailableException;
import io.pepper.store.WriteRoom;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/**
 * The one thread that uses the log, {@code pepper-jobs}: makes all waiting changes, writes them
 * with one flush to disk, and then completes their futures. Reads see what was on the disk before.
 * Bounded by bytes; every future ends within the deadline.
 */
final class JobWriterThread implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(JobWriterThread.class.getName());
  private static final int MAX_BATCH_BYTES = 4 << 20;
  private static final Duration BUSY_INTERVAL = Duration.ofMillis(500);
  private static final int DEADLINE_CHECKS = 20;

  /** Work to do when changes are on disk, before their callers hear of it. */
  @FunctionalInterface
  interface OnCommitted {
    void run(TopicJobsTable topics) throws IOException;
  }

  private final TopicJobsTable topics;
  private final Duration deadline;
  private final OnCommitted onCommitted;
  private final Queue<WriterTask<?>> waiting = new ConcurrentLinkedQueue<>();
  private final WriteRoom room;
  private final Thread thread;
  private final PeriodicTask deadlines;
  private volatile List<WriterTask<?>> inProgress = List.of();
  private volatile boolean isParked;
  private volatile boolean closed;

  JobWriterThread(TopicJobsTable topics, Duration deadline, OnCommitted onCommitted) {
    this.topics = topics;
    this.onCommitted = onCommitted;
    this.deadline = deadline;
    this.room = new WriteRoom(deadline);
    this.thread = Threads.platform("pepper-jobs").start(this::run);
    this.deadlines =
        PeriodicTask.every(
                Threads.virtual("pepper-jobs-deadline"),
                deadline.dividedBy(DEADLINE_CHECKS),
                this::failOverdue)
            .start();
  }

  /** Makes a change; the future completes when it is on disk. */
  <T> CompletableFuture<T> change(long bytes, WriterTask.JobWork<T> work) {
    return submit(new WriterTask<>(0, work, true, size(bytes), null));
  }

  /**
   * Makes a change that adds jobs, unless the disk is full.
   *
   * @param work never stored in part: whatever it throws fails the whole batch
   */
  <T> CompletableFuture<T> add(long bytes, WriterTask.JobWork<T> work) {
    return submit(new WriterTask<>(bytes, work, true, size(bytes), null));
  }

  /** Does work without a durable change, such as reading. */
  <T> CompletableFuture<T> read(WriterTask.JobWork<T> work) {
    return read(work, null);
  }

  /** Does such work; {@code late} receives a result that came after the deadline, to undo it. */
  <T> CompletableFuture<T> read(WriterTask.JobWork<T> work, BiConsumer<TopicJobsTable, T> late) {
    return submit(new WriterTask<>(0, work, false, size(0), late));
  }

  private static int size(long bytes) {
    return (int) Math.min(bytes + WriterTask.OVERHEAD_BYTES, Integer.MAX_VALUE);
  }

  private <T> CompletableFuture<T> submit(WriterTask<T> task) {
    if (closed) {
      task.fail("The job store is closed", null);
    } else if (!room.enter(task.size())) {
      task.fail("The disk is too slow: too much waits to be written", null);
    } else {
      waiting.add(task);
      if (isParked) {
        LockSupport.unpark(thread);
      }
    }
    return task;
  }

  /** Returns whether so little waits that the next tasks are taken at once. */
  boolean hasRoom() {
    return room.isPlentiful();
  }

  private void run() {
    while (!closed || !waiting.isEmpty()) {
      WriterTask<?> first = waiting.poll();
      if (first == null) {
        park();
        first = waiting.poll();
      }
      runBatch(batch(first));
    }
  }

  /** Waits until there is a task, or the log itself has something to do. */
  private void park() {
    isParked = true;
    if (waiting.isEmpty() && !closed) {
      if (topics.isBusy()) {
        LockSupport.parkNanos(BUSY_INTERVAL.toNanos());
      } else {
        LockSupport.park();
      }
    }
    isParked = false;
    if (Thread.interrupted()) {
      LOG.log(System.Logger.Level.WARNING, "An interrupt of this thread has no effect");
    }
  }

  private List<WriterTask<?>> batch(WriterTask<?> first) {
    if (first == null) {
      return List.of();
    }
    List<WriterTask<?>> batch = new ArrayList<>();
    long bytes = 0;
    for (WriterTask<?> task = first;
        task != null;
        task = bytes < MAX_BATCH_BYTES ? waiting.poll() : null) {
      batch.add(task);
      bytes += task.size();
    }
    inProgress = batch;
    return batch;
  }

  /**
   * Runs and commits a batch. After any failure of the log, lack of memory included, the batch has
   * failed and the log is opened again.
   */
  private void runBatch(List<WriterTask<?>> batch) {
    try {
      topics.ensureOpen();
      topics.log().arrive();
      boolean isChanged = false;
      for (WriterTask<?> task : batch) {
        isChanged |= task.isLasting();
        if (!task.isLasting()) {
          read(task);
        }
      }
      if (isChanged) {
        batch.forEach(this::change);
      }
      topics.commit(isChanged);
      onCommitted.run(topics);
      topics.publish();
      for (WriterTask<?> task : batch) {
        if (task.isLasting() && !task.isDone()) {
          task.finish(topics);
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      // Edge: this thread must live, since all callers wait for it.
      LOG.log(System.Logger.Level.ERROR, "Jobs cannot be written: " + e, e);
      batch.forEach(task -> task.fail("Jobs cannot be written: " + e.getMessage(), e));
      topics.abandon();
    } finally {
      inProgress = List.of();
      batch.forEach(task -> room.leave(task.size()));
    }
  }

  private void read(WriterTask<?> task) {
    if (task.isDone()) {
      return; // Its deadline has passed, and its caller has the failure.
    }
    try {
      task.run(topics);
      topics.publish();
      task.finish(topics);
    } catch (IOException e) {
      task.fail("Jobs cannot be read: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      task.completeExceptionally(e);
    }
  }

  private void change(WriterTask<?> task) {
    if (!task.isLasting() || task.isDone()) {
      return;
    }
    if (task.newBytes() > 0 && !topics.hasRoom(task.newBytes())) {
      task.completeExceptionally(new DiskFullException());
      return;
    }
    long before = topics.log().position();
    try {
      task.run(topics);
    } catch (IOException e) {
      if (topics.log().position() != before) {
        throw new StoreUnavailableException(e.getMessage(), e);
      }
      task.fail("Jobs cannot be read: " + e.getMessage(), e);
    }
  }

  private void failOverdue() {
    long before = System.nanoTime() - deadline.toNanos();
    inProgress.forEach(task -> expire(task, before));
    waiting.forEach(task -> expire(task, before));
  }

  private void expire(WriterTask<?> task, long before) {
    if (task.isOlderThan(before)) {
      task.fail("The disk did not answer within " + deadline, null);
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    deadlines.end();
    try {
      thread.join(deadline.plus(BUSY_INTERVAL));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
