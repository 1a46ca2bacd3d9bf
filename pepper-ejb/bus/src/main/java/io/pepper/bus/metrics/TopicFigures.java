package io.pepper.bus.metrics;

import io.pepper.job.Job;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The counters of one topic's attempts. Safe for any number of threads; each call holds a lock for
 * well under a microsecond.
 */
public final class TopicFigures {
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final RollingLatency attempts = new RollingLatency();
  private final RollingLatency waits = new RollingLatency();
  private final RollingRate rate = new RollingRate();
  private final RecentOutcomes recent = new RecentOutcomes();
  private final Runnable whenUnsaved;
  private long succeeded;
  private long failed;
  private long returned;
  private int running;
  private long savedSucceeded;
  private long savedFailed;
  private LastError lastError;

  private boolean hasUnsaved;

  /**
   * @param whenUnsaved is told when there are counts to save, once until they are saved
   */
  TopicFigures(Clock clock, Runnable whenUnsaved) {
    this.clock = clock;
    this.whenUnsaved = whenUnsaved;
  }

  /** Counts the start of an attempt; the jobs are as they were before it. */
  public void started(List<Job> jobs) {
    long now = clock.millis();
    lock.lock();
    try {
      running += jobs.size();
      for (Job job : jobs) {
        if (job.attempts() == 0) {
          waits.record(now, (now - job.id().acceptedAt().toEpochMilli()) * 1000);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  public void succeeded(int jobs, Duration duration) {
    finished(jobs, duration, null);
  }

  public void failed(int jobs, Duration duration, String error) {
    finished(jobs, duration, error);
  }

  private void finished(int jobs, Duration duration, String error) {
    long now = clock.millis();
    lock.lock();
    try {
      running -= jobs;
      attempts.record(now, duration.toNanos() / 1000);
      rate.add(now, jobs);
      recent.add(now, jobs, error != null);
      if (error == null) {
        succeeded += jobs;
      } else {
        failed += jobs;
        lastError = LastError.of(error, clock.instant());
      }
      if (!hasUnsaved) {
        hasUnsaved = true;
        whenUnsaved.run();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Counts jobs that went back without an attempt. */
  public void returned(int jobs, String why) {
    lock.lock();
    try {
      running -= jobs;
      returned += jobs;
      lastError = LastError.of(why, clock.instant());
    } finally {
      lock.unlock();
    }
  }

  public TopicSnapshot read() {
    long now = clock.millis();
    lock.lock();
    try {
      return new TopicSnapshot(
          succeeded,
          failed,
          returned,
          running,
          rate.perSecond(now, 10),
          rate.perSecond(now, 60),
          attempts.read(now),
          waits.read(now),
          Optional.ofNullable(lastError),
          recent.succeeded(now),
          recent.failed(now));
    } finally {
      lock.unlock();
    }
  }

  /** Returns the counts since the last save. */
  Unsaved unsaved() {
    lock.lock();
    try {
      return new Unsaved(succeeded - savedSucceeded, failed - savedFailed);
    } finally {
      lock.unlock();
    }
  }

  void saved(Unsaved saved) {
    lock.lock();
    try {
      savedSucceeded += saved.succeeded();
      savedFailed += saved.failed();
      hasUnsaved = savedSucceeded != succeeded || savedFailed != failed;
      if (hasUnsaved) {
        whenUnsaved.run();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The attempts that the store's totals do not contain yet. */
  record Unsaved(long succeeded, long failed) {}
}
