package io.pepper.store.embedded;

import io.pepper.concurrent.PeriodicTask;
import io.pepper.concurrent.Threads;
import io.pepper.store.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The one thread that uses the file, {@code pepper-jobs}: makes all waiting changes, writes them
 * with one flush to disk, and then completes their futures. Bounded by bytes; every future ends
 * within the deadline.
 */
final class JobWriterThread implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(JobWriterThread.class.getName());
  private static final int MAX_WAITING_BYTES = 64 << 20;
  private static final int MAX_BATCH_BYTES = 4 << 20;
  private static final Duration IDLE_INTERVAL = Duration.ofMillis(500);
  private static final Duration TIDY_INTERVAL = Duration.ofSeconds(1);
  private static final int DEADLINE_CHECKS = 20;

  /** One piece of work for the thread. */
  private static final class Task<T> extends CompletableFuture<T> {
    private static final int OVERHEAD_BYTES = 500;

    private final Consumer<TopicJobsTable> check;
    private final Function<TopicJobsTable, T> work;
    private final boolean lasting;
    private final BiConsumer<TopicJobsTable, T> late;
    private final int size;
    private final long startedAt = System.nanoTime();
    private T result;

    Task(
        Consumer<TopicJobsTable> check,
        Function<TopicJobsTable, T> work,
        boolean lasting,
        long bytes,
        BiConsumer<TopicJobsTable, T> late) {
      this.check = check;
      this.work = work;
      this.late = late;
      this.lasting = lasting;
      this.size = (int) Math.min(bytes + OVERHEAD_BYTES, MAX_WAITING_BYTES);
    }

    void run(TopicJobsTable topics) {
      result = work.apply(topics);
      if (!lasting && !complete(result)) {
        late.accept(topics, result);
      }
    }

    void written() {
      complete(result);
    }
  }

  private final TopicJobsTable topics;
  private final Duration deadline;
  private final Consumer<TopicJobsTable> onCommitted;
  private final LinkedBlockingQueue<Task<?>> waiting = new LinkedBlockingQueue<>();
  private final Queue<Task<?>> inProgress = new ConcurrentLinkedQueue<>();
  private final Semaphore room = new Semaphore(MAX_WAITING_BYTES);
  private final Thread thread;
  private final PeriodicTask deadlines;
  private long tidiedAt = System.nanoTime();
  private volatile boolean closed;

  /**
   * @param onCommitted runs on the thread when changes are on disk, before their callers hear of it
   */
  JobWriterThread(TopicJobsTable topics, Duration deadline, Consumer<TopicJobsTable> onCommitted) {
    this.topics = topics;
    this.onCommitted = onCommitted;
    this.deadline = deadline;
    this.thread = Threads.platform("pepper-jobs").start(this::run);
    this.deadlines =
        PeriodicTask.every(
                Threads.virtual("pepper-jobs-deadline"),
                deadline.dividedBy(DEADLINE_CHECKS),
                this::failOverdue)
            .start();
  }

  /** Makes a change; the future completes when it is on disk. */
  <T> CompletableFuture<T> change(long bytes, Function<TopicJobsTable, T> work) {
    return change(bytes, open -> {}, work);
  }

  /**
   * Makes a change, unless it is refused.
   *
   * @param check throws {@link DiskFullException} if the change is not to be made, and changes
   *     nothing itself
   * @param work never stored in part: whatever it throws fails the whole batch
   */
  <T> CompletableFuture<T> change(
      long bytes, Consumer<TopicJobsTable> check, Function<TopicJobsTable, T> work) {
    return submit(new Task<>(check, work, true, bytes, (open, result) -> {}));
  }

  /** Does work without a durable change, such as reading. */
  <T> CompletableFuture<T> read(Function<TopicJobsTable, T> work) {
    return read(work, (open, result) -> {});
  }

  /** Does such work; {@code late} receives a result that came after the deadline, to undo it. */
  <T> CompletableFuture<T> read(
      Function<TopicJobsTable, T> work, BiConsumer<TopicJobsTable, T> late) {
    return submit(new Task<>(open -> {}, work, false, 0, late));
  }

  private <T> CompletableFuture<T> submit(Task<T> task) {
    if (closed) {
      fail(task, "The job store is closed", null);
    } else if (!enter(task)) {
      fail(task, "The disk is too slow: too much waits to be written", null);
    } else {
      waiting.add(task);
    }
    return task;
  }

  private boolean enter(Task<?> task) {
    try {
      return room.tryAcquire(task.size)
          || room.tryAcquire(task.size, deadline.toMillis() / 4, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void run() {
    while (!closed || !waiting.isEmpty()) {
      try {
        Task<?> first = waiting.poll(IDLE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        commit(first == null ? List.of() : batch(first));
      } catch (InterruptedException e) {
        LOG.log(System.Logger.Level.WARNING, "Nobody should interrupt this thread", e);
      }
    }
  }

  private List<Task<?>> batch(Task<?> first) {
    List<Task<?>> batch = new ArrayList<>();
    int bytes = 0;
    for (Task<?> task = first;
        task != null;
        task = bytes < MAX_BATCH_BYTES ? waiting.poll() : null) {
      batch.add(task);
      bytes += task.size;
    }
    inProgress.addAll(batch);
    return batch;
  }

  /**
   * Commits a batch. After any failure of the file, lack of memory included, the batch has failed
   * and the file is opened again.
   */
  private void commit(List<Task<?>> batch) {
    try {
      topics.ensureOpen();
      batch.forEach(this::runOne);
      topics.commit(batch.stream().anyMatch(task -> task.lasting));
      onCommitted.accept(topics);
      batch.forEach(Task::written);
      tidy();
    } catch (RuntimeException | Error e) {
      // Edge: this thread must live, since all callers wait for it.
      LOG.log(System.Logger.Level.ERROR, "Jobs cannot be written: " + e, e);
      batch.forEach(task -> fail(task, "Jobs cannot be written: " + e.getMessage(), e));
      topics.abandon();
    } finally {
      for (Task<?> task : batch) {
        room.release(task.size);
      }
      inProgress.clear();
    }
  }

  private void runOne(Task<?> task) {
    if (task.isDone()) {
      return; // Its deadline has passed, and its caller has the failure.
    }
    try {
      task.check.accept(topics);
    } catch (DiskFullException e) {
      task.completeExceptionally(e);
      return;
    }
    try {
      task.run(topics);
    } catch (IllegalArgumentException e) {
      if (task.lasting) {
        throw e; // It may have changed something, which must not be written with the others.
      }
      task.completeExceptionally(e);
    }
  }

  private void tidy() {
    long now = System.nanoTime();
    if (now - tidiedAt >= TIDY_INTERVAL.toNanos()) {
      topics.tidy();
      tidiedAt = System.nanoTime();
    }
  }

  private static void fail(Task<?> task, String message, Throwable cause) {
    task.completeExceptionally(new StoreUnavailableException(message, cause));
  }

  private void failOverdue() {
    long before = System.nanoTime() - deadline.toNanos();
    inProgress.forEach(task -> expire(task, before));
    waiting.forEach(task -> expire(task, before));
  }

  private void expire(Task<?> task, long before) {
    if (task.startedAt - before < 0) {
      fail(task, "The disk did not answer within " + deadline, null);
    }
  }

  @Override
  public void close() {
    closed = true;
    deadlines.end();
    try {
      thread.join(deadline.plus(IDLE_INTERVAL));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
