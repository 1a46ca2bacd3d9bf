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
  private static final Duration ROOM_CHECK_INTERVAL = Duration.ofSeconds(1);

  private final Supplier<JobFile> opening;
  private final Map<TopicId, TopicJobs> topics = new HashMap<>();
  private final Set<TopicJobs> touched = new HashSet<>();
  private JobFile file;
  private long roomCheckedAt;
  private boolean room;

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

  void commit() {
    if (file.hasChanges()) {
      file.commit();
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
