package io.pepper.store.embedded;

import io.pepper.job.Job;
import io.pepper.job.TopicId;
import io.pepper.store.HeldJob;
import io.pepper.store.JobCounts;
import io.pepper.store.embedded.log.JobCursor;
import io.pepper.store.embedded.log.JobLog;
import io.pepper.store.embedded.log.StoredJobList;
import io.pepper.store.embedded.log.TopicLists;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The jobs of one topic. A running job stays in the log where it was, as ready: only memory has
 * that it runs. So dequeue and release need no write, and after a crash the job is ready.
 *
 * <p>Used by the one thread of the store, but for {@link #figures}.
 */
final class TopicJobs {
  private final TopicId topic;
  private JobLog log;
  private TopicLists lists;

  private final HeldJobs running = new HeldJobs();

  private ReadyJobs ready;
  private long oldestSequence;
  private Instant oldestAccepted;
  private volatile TopicNumbers figures = TopicNumbers.NOTHING;

  TopicJobs(TopicId topic, JobLog log) throws IOException {
    this.topic = topic;
    attach(log);
  }

  /** Goes on with a log that was opened again: uncommitted changes may be missing. */
  void attach(JobLog opened) throws IOException {
    log = opened;
    lists = log.topic(topic);
    running.attach(log, lists);
    ready = new ReadyJobs(log, lists, running);
  }

  /** Marks that all changes so far are on disk. */
  void committed() {
    running.committed();
  }

  TopicLists lists() {
    return lists;
  }

  void append(List<Job> jobs) throws IOException {
    for (Job job : jobs) {
      log.add(lists.ready(), 0, job);
    }
  }

  void schedule(Job job, Instant due) throws IOException {
    log.add(lists.scheduled(), due.toEpochMilli(), job);
  }

  long readyCount() {
    return ready.count();
  }

  List<HeldJob> dequeue(int max) throws IOException {
    List<HeldJob> dequeued = new ArrayList<>();
    try {
      for (long next = ready.first(); next != 0 && dequeued.size() < max; next = ready.first()) {
        Job job = ready.read();
        ready.hold(job);
        dequeued.add(new HeldJob(topic, job, JobHandle.of(next)));
      }
    } catch (IOException e) {
      if (dequeued.isEmpty()) {
        throw e;
      }
    }
    return dequeued;
  }

  void complete(HeldJob held) throws IOException {
    if (running.contains(held)) {
      running.complete(held);
      log.removeReady(lists, JobHandle.sequence(held));
    }
  }

  void release(HeldJob held) {
    if (running.contains(held)) {
      running.release(held);
      ready.release(JobHandle.sequence(held));
    }
  }

  void retry(HeldJob held, Job changed, Instant due) throws IOException {
    if (moveAway(held, changed)) {
      log.add(lists.scheduled(), due.toEpochMilli(), changed);
    }
  }

  void bury(HeldJob held, Job changed) throws IOException {
    if (moveAway(held, changed)) {
      log.add(lists.dead(), 0, changed);
    }
  }

  /** Removes a held job, in one frame with its changed form that is added next. */
  private boolean moveAway(HeldJob held, Job changed) throws IOException {
    if (!running.contains(held)) {
      return false;
    }
    log.begin(JobLog.bytesOf(topic, changed));
    running.leave(held);
    log.removeReady(lists, JobHandle.sequence(held));
    return true;
  }

  int promoteDue(Instant now, int max) throws IOException {
    int promoted = 0;
    JobCursor due = lists.scheduled().first();
    while (promoted < max && due.hasJob() && due.time() <= now.toEpochMilli()) {
      makeReady(lists.scheduled(), due, log.jobs().at(due));
      promoted++;
    }
    return promoted;
  }

  int replay(int limit) throws IOException {
    int replayed = 0;
    JobCursor oldest = lists.dead().first();
    while (replayed < limit && oldest.hasJob()) {
      makeReady(lists.dead(), oldest, log.jobs().at(oldest).replayed());
      replayed++;
    }
    return replayed;
  }

  /** Makes one job ready that is not, in one frame. */
  void makeReady(StoredJobList list, JobCursor place, Job job) throws IOException {
    log.begin(JobLog.bytesOf(topic, job));
    log.remove(list, place);
    log.add(lists.ready(), 0, job);
  }

  long purgeDead(long limit) throws IOException {
    long purged = 0;
    JobCursor oldest = lists.dead().first();
    while (purged < limit && oldest.hasJob()) {
      log.remove(lists.dead(), oldest);
      purged++;
    }
    return purged;
  }

  void addFigures(long succeeded, long failed) {
    log.addTotals(lists, succeeded, failed);
  }

  Optional<Job> oldestReady() throws IOException {
    long sequence = ready.first();
    if (sequence == 0) {
      return Optional.empty();
    }
    Job job = ready.read();
    oldestSequence = sequence;
    oldestAccepted = job.id().acceptedAt();
    return Optional.of(job);
  }

  HeldJobs running() {
    return running;
  }

  JobLog log() {
    return log;
  }

  /** Returns the numbers as they were last published; for any thread. */
  TopicNumbers figures() {
    return figures;
  }

  /** Publishes the numbers as they are. */
  void publish() {
    JobCounts counts =
        new JobCounts(
            readyCount(),
            lists.scheduled().size(),
            running.count(),
            lists.dead().size(),
            lists.succeeded(),
            lists.failed());
    figures = new TopicNumbers(counts, publishedOldest(counts.ready()), publishedDue());
  }

  private Optional<Instant> publishedOldest(long count) {
    try {
      long first = count == 0 ? 0 : ready.first();
      if (first == 0) {
        return Optional.empty();
      }
      return first == oldestSequence ? Optional.of(oldestAccepted) : null;
    } catch (IOException e) {
      return null; // Asking for it says why.
    }
  }

  private Optional<Instant> publishedDue() {
    try {
      return nextDue();
    } catch (IOException e) {
      return null; // Asking for it says why.
    }
  }

  Optional<Instant> nextDue() throws IOException {
    JobCursor due = lists.scheduled().first();
    return due.hasJob() ? Optional.of(Instant.ofEpochMilli(due.time())) : Optional.empty();
  }
}
