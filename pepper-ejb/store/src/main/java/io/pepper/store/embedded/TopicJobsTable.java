package io.pepper.store.embedded;

import io.pepper.job.TopicId;
import io.pepper.store.StoreUnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.h2.mvstore.MVStoreException;

/** The jobs of all topics and their file. Used by the one thread of the store. */
class TopicJobsTable {
  private static final System.Logger LOG = System.getLogger(TopicJobsTable.class.getName());

  /** The longest time that changes which nobody waits for stay in memory. */
  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(500);

  private static final Duration ROOM_CHECK_INTERVAL = Duration.ofSeconds(1);

  private final Supplier<JobFile> opening;
  private final Map<TopicId, TopicJobs> topics = new HashMap<>();
  private final Set<TopicJobs> touched = new HashSet<>();
  private JobFile file;
  private long roomCheckedAt;
  private boolean room;
  private long committedAt;
  private boolean isReopened;

  TopicJobsTable(Path path) {
    this(() -> new JobFile(path));
  }

  TopicJobsTable(Supplier<JobFile> opening) {
    this.opening = opening;
    ensureOpen();
  }

  /** Opens the file again if it was abandoned. */
  void ensureOpen() {
    if (file == null) {
      JobFile fresh = opening.get();
      topics.values().forEach(jobs -> jobs.attach(fresh));
      touched.addAll(topics.values());
      file = fresh;
      isReopened = true;
    }
  }

  TopicJobs of(TopicId topic) {
    TopicJobs jobs = topics.computeIfAbsent(topic, id -> new TopicJobs(id, file));
    touched.add(jobs);
    return jobs;
  }

  /**
   * Returns whether the disk has room for new jobs, as of the last second.
   *
   * @throws StoreUnavailableException if the disk does not answer
   */
  boolean hasRoom() {
    long now = System.nanoTime();
    if (roomCheckedAt == 0 || now - roomCheckedAt > ROOM_CHECK_INTERVAL.toNanos()) {
      room = file.hasRoom();
      roomCheckedAt = now;
    }
    return room;
  }

  /**
   * Commits what has changed. Looking for changes costs time for each topic there is: after work
   * that needs none on disk it is done now and then.
   *
   * @param isNeeded whether a change must be on disk when this returns
   */
  void commit(boolean isNeeded) {
    long now = System.nanoTime();
    if (isNeeded || isReopened || now - committedAt > COMMIT_INTERVAL.toNanos()) {
      committedAt = now;
      if (file.hasChanges()) {
        file.commit();
      }
      isReopened = false;
    }
    touched.forEach(TopicJobs::committed);
    touched.clear();
  }

  void tidy() {
    file.tidy();
  }

  /** Closes the file without writing, after a failure: only the state on disk counts. */
  void abandon() {
    if (file == null) {
      return;
    }
    JobFile broken = file;
    file = null;
    try {
      broken.abandon();
    } catch (MVStoreException e) {
      LOG.log(System.Logger.Level.WARNING, "The file of the jobs did not close", e);
    }
  }

  void close() {
    if (file != null) {
      file.close();
      file = null;
    }
  }
}
