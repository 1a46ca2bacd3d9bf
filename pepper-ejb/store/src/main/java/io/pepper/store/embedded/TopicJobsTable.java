package io.pepper.store.embedded;

import io.pepper.job.TopicId;
import io.pepper.store.HeldJob;
import io.pepper.store.StoreUnavailableException;
import io.pepper.store.embedded.log.JobLog;
import io.pepper.store.embedded.log.TopicLists;
import io.pepper.store.embedded.segment.Disk;
import io.pepper.store.embedded.segment.FolderDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

/**
 * The jobs of all topics and their log. Used by the one thread of the store, but for {@link
 * #figures}.
 */
class TopicJobsTable {
  /** The longest time that changes which nobody waits for stay in memory. */
  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(500);

  private final Disk disk;
  private final ExecutorService housekeeping;
  private final Map<TopicId, TopicJobs> topics = new ConcurrentHashMap<>();
  private final Set<TopicJobs> touched = new HashSet<>();
  private JobLog log;
  private boolean isBroken;
  private boolean isReopened;
  private long committedAt = System.nanoTime();

  /**
   * Opens the log in a folder, or begins one; takes the jobs of a file of earlier versions over.
   *
   * @throws StoreUnavailableException if it cannot be used; the message says what is to be done
   */
  static TopicJobsTable open(Path folder) {
    FolderDisk disk = FolderDisk.open(folder);
    try {
      new MvStoreTakeover(folder, disk, JobLog.SEGMENT_BYTES).run();
      return new TopicJobsTable(disk, JobLog.SEGMENT_BYTES);
    } catch (IOException e) {
      StoreUnavailableException failure =
          new StoreUnavailableException(
              "The jobs in " + folder + " cannot be used: " + e.getMessage(), e);
      closeAfter(disk, failure);
      throw failure;
    } catch (RuntimeException e) {
      // Edge: the folder must not stay locked, whatever went wrong.
      closeAfter(disk, e);
      throw e;
    }
  }

  private static void closeAfter(Disk disk, RuntimeException failure) {
    try {
      disk.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * @param segmentBytes the size of new segments
   */
  TopicJobsTable(Disk disk, long segmentBytes) throws IOException {
    this(disk, segmentBytes, FileThread.executor());
  }

  /**
   * @param housekeeping runs one task at a time, in order; is shut down at the end
   */
  TopicJobsTable(Disk disk, long segmentBytes, ExecutorService housekeeping) throws IOException {
    this.disk = disk;
    this.housekeeping = housekeeping;
    this.log = JobLog.open(disk, segmentBytes, housekeeping);
    for (TopicLists lists : log.topics()) {
      of(lists.id());
    }
    publish();
  }

  /** Opens the log again if it was abandoned. */
  void ensureOpen() throws IOException {
    if (isBroken) {
      log = log.reopen();
      for (TopicJobs jobs : topics.values()) {
        jobs.attach(log);
      }
      touched.addAll(topics.values());
      isBroken = false;
      isReopened = true;
    }
  }

  TopicJobs of(TopicId topic) throws IOException {
    TopicJobs jobs = topics.get(topic);
    if (jobs == null) {
      jobs = new TopicJobs(topic, log);
      topics.put(topic, jobs);
    }
    touched.add(jobs);
    return jobs;
  }

  /** Makes jobs ready again that were dequeued for a caller who is gone. */
  void release(List<HeldJob> held) {
    for (HeldJob one : held.reversed()) {
      TopicJobs jobs = topics.get(one.topic());
      jobs.release(one);
      touched.add(jobs);
    }
  }

  /** Returns the numbers of a topic as of the last change; for any thread. */
  TopicNumbers figures(TopicId topic) {
    TopicJobs jobs = topics.get(topic);
    return jobs == null ? TopicNumbers.NOTHING : jobs.figures();
  }

  JobLog log() {
    return log;
  }

  /** Returns whether the disk has room for so many bytes of new jobs. */
  boolean hasRoom(long bytes) {
    return log.hasRoom(bytes);
  }

  /**
   * Commits what has changed; after work that needs nothing on disk only now and then.
   *
   * @param isNeeded whether a change must be on disk when this returns
   */
  void commit(boolean isNeeded) throws IOException {
    if (log.hasChanges()) {
      long now = System.nanoTime();
      if (isNeeded || isReopened || now - committedAt > COMMIT_INTERVAL.toNanos()) {
        committedAt = now;
        log.commit();
      }
    }
    isReopened = false;
    touched.forEach(TopicJobs::committed);
  }

  /** Publishes the numbers of the topics that were used since the last time. */
  void publish() {
    touched.forEach(TopicJobs::publish);
    touched.clear();
  }

  /** Gives all up that was not committed, after a failure: only the state on disk counts. */
  void abandon() {
    isBroken = true;
  }

  /** Returns whether the log needs the thread soon, although no caller does. */
  boolean isBusy() {
    return log.hasChanges() || log.isBusy();
  }

  void close() {
    try {
      if (!isBroken && log.hasChanges()) {
        log.commit();
      }
      log.close();
      disk.close();
    } catch (IOException e) {
      throw new StoreUnavailableException("The files of the jobs did not close: " + e, e);
    } finally {
      housekeeping.shutdown();
    }
  }
}
