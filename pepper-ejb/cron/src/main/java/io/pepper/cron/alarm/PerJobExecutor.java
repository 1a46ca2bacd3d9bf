package io.pepper.cron.alarm;

import io.pepper.concurrent.Backoff;
import io.pepper.concurrent.Threads;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.cron.definition.JobName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The executor of changes to alert states: those of one job in the order of submission, on a few
 * virtual threads. While Coordination is unreachable all tasks wait, up to a limit. Safe for any
 * number of threads; submitting never blocks.
 */
final class PerJobExecutor implements AutoCloseable {
  private static final Logger LOG = System.getLogger(PerJobExecutor.class.getName());
  private static final int WORKERS = 16;
  static final int MAX_WAITING = 1000;
  private static final Backoff RETRY = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private record JobTask(JobName job, Runnable task) {}

  private static final JobTask LAST = new JobTask(null, null);

  private final AtomicInteger waiting = new AtomicInteger();
  private final Map<JobName, Integer> waitingOf = new ConcurrentHashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Worker> workers;

  PerJobExecutor() {
    workers = IntStream.range(0, WORKERS).mapToObj(Worker::new).toList();
  }

  /**
   * @param task may throw {@link CoordinationUnavailableException} and is done again then
   * @return false if too many wait, or it is closed
   */
  boolean submit(JobName job, Runnable task) {
    if (closing.getCount() == 0) {
      return false;
    }
    if (waiting.incrementAndGet() > MAX_WAITING) {
      waiting.decrementAndGet();
      return false;
    }
    waitingOf.merge(job, 1, Integer::sum);
    workers.get(Math.floorMod(job.hashCode(), WORKERS)).tasks.add(new JobTask(job, task));
    return true;
  }

  /** Returns whether a task of a job is not done yet. */
  boolean isBusyWith(JobName job) {
    return waitingOf.containsKey(job);
  }

  /** Completes the waiting tasks, for at most 5 s. */
  @Override
  public void close() {
    closing.countDown();
    long end = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
    try {
      for (Worker lane : workers) {
        lane.tasks.add(LAST);
        if (!lane.thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())))) {
          lane.thread.interrupt();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Worker {
    private final BlockingQueue<JobTask> tasks = new LinkedBlockingQueue<>();
    private final Thread thread;

    Worker(int number) {
      thread = Threads.virtual("pepper-cron-alerts-" + number).start(this::run);
    }

    private void run() {
      try {
        for (JobTask asked = tasks.take(); asked != LAST; asked = tasks.take()) {
          perform(asked.task());
          waitingOf.computeIfPresent(asked.job(), (job, count) -> count == 1 ? null : count - 1);
          waiting.decrementAndGet();
        }
      } catch (InterruptedException e) {
        // Only at a close that took too long.
        Thread.currentThread().interrupt();
      }
    }

    private void perform(Runnable task) throws InterruptedException {
      Duration pause = RETRY.first();
      while (!done(task)) {
        if (closing.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
          // Coordination is away, and this is the end: one last attempt.
          if (!done(task)) {
            LOG.log(
                Level.WARNING,
                "the change of an alarm is lost: Pepper stops, and Coordination is away");
          }
          return;
        }
        pause = RETRY.after(pause);
      }
    }

    private boolean done(Runnable task) {
      try {
        task.run();
        return true;
      } catch (CoordinationUnavailableException e) {
        LOG.log(Level.DEBUG, "alarms wait for the coordination", e);
        return false;
      } catch (RuntimeException e) {
        // Edge: a task that fails must not end the thread that works off those of other jobs.
        LOG.log(Level.ERROR, "an alarm could not be dealt with", e);
        return true;
      }
    }
  }
}
