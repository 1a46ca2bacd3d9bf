package io.pepper.store.embedded;

import io.pepper.job.Job;
import io.pepper.job.JobFormatException;
import io.pepper.job.JobId;
import io.pepper.job.JobJson;
import io.pepper.job.TopicId;
import io.pepper.store.HeldJob;
import io.pepper.store.JobCounts;
import io.pepper.store.TopicContents;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;

/**
 * The jobs of one topic. A running job stays in the file where it was, as ready: only memory has
 * that it runs. So dequeue and release need no write, and after a crash the job is ready.
 *
 * <p>Used by the one thread of the store.
 */
final class TopicJobs {
  private final TopicId topic;
  private MVMap<Long, byte[]> ready;
  private ScheduledJobs scheduled;
  private DeadJobs dead;
  private JobTotals figures;
  private OldestReady oldest;

  /** The running jobs by their place in {@link #ready}. */
  private final Map<Long, JobId> running = new HashMap<>();

  /** The places of done jobs whose removal is not on disk yet. */
  private final Set<Long> completing = new HashSet<>();

  /** The places of jobs whose move is not on disk yet: held again if that fails. */
  private final Set<Long> leaving = new HashSet<>();

  /** The lower bound of the places of ready jobs that are not running. */
  private long head;

  private long sequence;

  TopicJobs(TopicId topic, JobFile file) {
    this.topic = topic;
    attach(file);
  }

  /** Takes the maps of a file that was opened again: uncommitted changes may be missing. */
  void attach(JobFile file) {
    ready = file.ready(topic);
    scheduled = new ScheduledJobs(file.scheduled(topic));
    dead = new DeadJobs(file.dead(topic));
    figures = new JobTotals(file.figures(), topic);
    head = 0;
    oldest = new OldestReady(ready, running.keySet());
    sequence = Math.max(sequence, Math.max(last(ready), last(dead.map())));
    sequence = Math.max(sequence, scheduled.lastSequence());
    leaving.clear();
    running.keySet().removeIf(place -> !ready.containsKey(place));
    // Their workers are done: the failed first removal must not run them again.
    completing.forEach(ready::remove);
  }

  private static long last(MVMap<Long, byte[]> map) {
    Long key = map.lastKey();
    return key == null ? 0 : key;
  }

  /** Marks that all changes so far are on disk. */
  void committed() {
    running.keySet().removeAll(completing);
    running.keySet().removeAll(leaving);
    completing.clear();
    leaving.clear();
  }

  void append(byte[][] jobs) {
    for (byte[] job : jobs) {
      ready.append(++sequence, job);
    }
  }

  long readyCount() {
    return ready.sizeAsLong() - runningCount();
  }

  private int runningCount() {
    return running.size() - completing.size() - leaving.size();
  }

  void schedule(byte[] job, Instant due) {
    sequence = scheduled.add(job, due, sequence);
  }

  List<HeldJob> dequeue(int max) {
    List<HeldJob> dequeued = new ArrayList<>();
    Cursor<Long, byte[]> places = ready.cursor(head);
    while (dequeued.size() < max && places.hasNext()) {
      long place = places.next();
      head = place + 1;
      if (!running.containsKey(place)) {
        hold(place, places.getValue()).ifPresent(dequeued::add);
      }
    }
    return dequeued;
  }

  private Optional<HeldJob> hold(long place, byte[] entry) {
    try {
      Job job = JobJson.read(entry);
      running.put(place, job.id());
      byte[] handle = ByteBuffer.allocate(Long.BYTES).putLong(place).array();
      return Optional.of(new HeldJob(topic, job, handle));
    } catch (JobFormatException e) {
      ready.remove(place);
      dead.add(++sequence, JobJson.write(JobJson.unreadable(entry, e)));
      return Optional.empty();
    }
  }

  /**
   * Finds the place of a held job.
   *
   * @return null if it is not held any more
   */
  private Long placeOf(HeldJob held) {
    long place = ByteBuffer.wrap(held.stored()).getLong();
    boolean gone = completing.contains(place) || leaving.contains(place);
    return held.job().id().equals(running.get(place)) && !gone ? place : null;
  }

  void complete(HeldJob held) {
    Long place = placeOf(held);
    if (place != null) {
      completing.add(place);
      ready.remove(place);
    }
  }

  void release(HeldJob held) {
    Long place = placeOf(held);
    if (place != null) {
      running.remove(place);
      head = Math.min(head, place);
    }
  }

  void retry(HeldJob held, byte[] changed, Instant due) {
    if (moveAway(held)) {
      schedule(changed, due);
    }
  }

  void bury(HeldJob held, byte[] changed) {
    if (moveAway(held)) {
      dead.add(++sequence, changed);
    }
  }

  private boolean moveAway(HeldJob held) {
    Long place = placeOf(held);
    if (place == null) {
      return false;
    }
    leaving.add(place);
    ready.remove(place);
    return true;
  }

  int promoteDue(Instant now, int max) {
    int promoted = 0;
    byte[] due = max > 0 ? scheduled.removeDue(now) : null;
    while (due != null) {
      appendReady(due);
      promoted++;
      due = promoted < max ? scheduled.removeDue(now) : null;
    }
    return promoted;
  }

  Optional<Instant> nextDue() {
    return scheduled.nextDue();
  }

  int replay(int limit) {
    return dead.replay(limit, this::appendReady);
  }

  int replay(Set<JobId> ids) {
    return dead.replay(ids, this::appendReady);
  }

  private void appendReady(byte[] job) {
    ready.append(++sequence, job);
  }

  DeadJobs deadJobs() {
    return dead;
  }

  ScheduledJobs scheduledJobs() {
    return scheduled;
  }

  /** Deletes the jobs with these ids that no worker has; returns how many there were. */
  int deleteReady(Set<JobId> ids) {
    List<Long> found = JobPlaces.of(ready, ids);
    found.removeIf(this::isRunning);
    found.forEach(ready::remove);
    return found.size();
  }

  JobCounts counts() {
    return new JobCounts(
        readyCount(),
        scheduled.count(),
        runningCount(),
        dead.count(),
        figures.succeeded(),
        figures.failed());
  }

  void addFigures(long succeeded, long failed) {
    figures.add(succeeded, failed);
  }

  Optional<Job> oldestReady() {
    return oldest.job(head);
  }

  TopicContents contents() {
    return new TopicContents(counts(), oldest.acceptedAt(head));
  }

  boolean isRunning(long place) {
    return running.containsKey(place);
  }

  MVMap<Long, byte[]> ready() {
    return ready;
  }
}
