package io.pepper.store.embedded;

import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.job.JobState;
import io.pepper.job.TopicId;
import io.pepper.store.HeldJob;
import io.pepper.store.JobCounts;
import io.pepper.store.JobListPage;
import io.pepper.store.JobStore;
import io.pepper.store.StoreUnavailableException;
import io.pepper.store.TopicContents;
import io.pepper.store.WaitingDequeue;
import io.pepper.store.embedded.log.JobLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The job store in a log of this node. Every change is on disk before its future completes;
 * concurrent callers share the flush. Figures are written with the next change or within a second.
 */
public final class EmbeddedJobStore implements JobStore {
  private static final String FOLDER = "jobs";

  /** The memory of a waiting completion, roughly. */
  private static final int HANDLE_BYTES = 100;

  /** A change to the jobs of one topic. */
  @FunctionalInterface
  private interface TopicChange {
    void accept(TopicJobs jobs) throws IOException;
  }

  private final Path folder;
  private final TopicJobsTable topics;
  private final WaitingDequeues dequeues = new WaitingDequeues();
  private final JobWriterThread thread;
  private final JobAdditions additions;
  private final JobMoves moves;
  private final ContentsReader contents;

  EmbeddedJobStore(Path folder, TopicJobsTable topics, Duration deadline) {
    this.folder = folder;
    this.topics = topics;
    this.thread = new JobWriterThread(topics, deadline, dequeues::run);
    this.additions = new JobAdditions(thread, dequeues);
    this.moves = new JobMoves(thread);
    this.contents = new ContentsReader(topics, thread);
  }

  /**
   * Opens, or creates, the log in {@code <data>/jobs}.
   *
   * @param deadline the longest time of every operation, at least 100 ms
   * @throws StoreUnavailableException if it cannot be used, for example because another process has
   *     it open
   */
  public static EmbeddedJobStore open(Path data, Duration deadline) {
    Path folder = data.resolve(FOLDER).toAbsolutePath();
    return new EmbeddedJobStore(folder, TopicJobsTable.open(folder), deadline);
  }

  @Override
  public boolean takesAtOnce() {
    return thread.hasRoom();
  }

  @Override
  public CompletableFuture<long[]> append(List<Append> entries) {
    return additions.append(entries);
  }

  @Override
  public CompletableFuture<Void> schedule(List<DelayedJob> entries) {
    return additions.schedule(entries);
  }

  @Override
  public CompletableFuture<long[]> storeTogether(List<Append> ready, List<DelayedJob> delayed) {
    return additions.storeTogether(ready, delayed);
  }

  @Override
  public List<HeldJob> dequeue(TopicId topic, int max) {
    return JobMoves.await(
        thread.read(open -> open.of(topic).dequeue(max), (open, held) -> open.release(held)));
  }

  @Override
  public void placeDequeue(TopicId topic, WaitingDequeue take) {
    dequeues.place(topic, take);
  }

  @Override
  public CompletableFuture<Void> complete(List<HeldJob> done) {
    return thread.change(
        (long) HANDLE_BYTES * done.size(),
        open -> {
          for (HeldJob held : done) {
            open.of(held.topic()).complete(held);
          }
          return null;
        });
  }

  @Override
  public void release(HeldJob held) {
    read(open -> {
      open.of(held.topic()).release(held);
      return null;
    });
  }

  @Override
  public CompletableFuture<Void> retry(HeldJob held, Job changed, Instant due) {
    return change(held.topic(), changed, jobs -> jobs.retry(held, changed, due));
  }

  @Override
  public CompletableFuture<Void> bury(HeldJob held, Job changed) {
    return change(held.topic(), changed, jobs -> jobs.bury(held, changed));
  }

  private CompletableFuture<Void> change(TopicId topic, Job changed, TopicChange change) {
    return thread.change(
        JobLog.bytesOf(topic, changed),
        open -> {
          change.accept(open.of(topic));
          return null;
        });
  }

  @Override
  public int promoteDue(TopicId topic, Instant now, int max) {
    return (int) moves.inParts(topic, max, (jobs, part) -> jobs.promoteDue(now, part));
  }

  @Override
  public Optional<Instant> nextDue(TopicId topic) {
    Optional<Instant> due = topics.figures(topic).nextDue();
    return due != null ? due : read(open -> open.of(topic).nextDue());
  }

  @Override
  public int replay(TopicId topic, int limit) {
    return (int) moves.inParts(topic, limit, TopicJobs::replay);
  }

  @Override
  public int replay(TopicId topic, List<JobId> ids) {
    return moves.search(topic, JobSearch.toReplay(ids));
  }

  @Override
  public long purgeDead(TopicId topic, long limit) {
    return moves.inParts(topic, limit, TopicJobs::purgeDead);
  }

  @Override
  public int delete(TopicId topic, JobState state, List<JobId> ids) {
    if (state == JobState.RUNNING) {
      throw new IllegalArgumentException("a running job belongs to its worker");
    }
    return moves.search(topic, JobSearch.toDelete(state, ids));
  }

  @Override
  public JobListPage browse(TopicId topic, JobState state, Optional<String> cursor, int limit) {
    return read(open -> JobPager.page(open.of(topic), state, cursor, limit));
  }

  @Override
  public JobCounts counts(TopicId topic) {
    return topics.figures(topic).counts();
  }

  @Override
  public Optional<Job> oldestReady(TopicId topic) {
    return read(open -> open.of(topic).oldestReady());
  }

  @Override
  public List<TopicContents> contents(List<TopicId> wanted) {
    return contents.read(wanted);
  }

  @Override
  public void addFigures(TopicId topic, long succeeded, long failed) {
    read(open -> {
      open.of(topic).addFigures(succeeded, failed);
      return null;
    });
  }

  /** Does nothing: jobs that ran when the process ended are ready when the file is opened. */
  @Override
  public int recover(TopicId topic) {
    return 0;
  }

  @Override
  public void onReady(Consumer<TopicId> listener) {
    dequeues.onReady(listener);
  }

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public String describe() {
    return "log " + folder + ", every change on disk (fsync) before it is acknowledged";
  }

  @Override
  public void check() {
    if (!read(open -> open.hasRoom(0))) {
      throw new DiskFullException();
    }
  }

  @Override
  public void close() {
    thread.close();
    topics.close();
  }

  private <T> T read(WriterTask.JobWork<T> work) {
    return JobMoves.await(thread.read(work));
  }
}
