package io.pepper.store.embedded;

import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.job.JobJson;
import io.pepper.job.JobState;
import io.pepper.job.TopicId;
import io.pepper.store.HeldJob;
import io.pepper.store.JobCounts;
import io.pepper.store.JobListPage;
import io.pepper.store.JobStore;
import io.pepper.store.StoreUnavailableException;
import io.pepper.store.TopicContents;
import io.pepper.store.WaitingDequeue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The job store in a file of this node. Every change is on disk before its future completes;
 * concurrent callers share the flush. Figures are written with the next change or within a second.
 */
public final class EmbeddedJobStore implements JobStore {
  private static final String FILE = "jobs/jobs.mv";

  /** The memory of a waiting completion, roughly. */
  private static final int HANDLE_BYTES = 100;

  /** The topics whose contents are read at once: well under a millisecond. */
  private static final int CONTENTS_PART = 250;

  private final Path path;
  private final TopicJobsTable topics;
  private final WaitingDequeues dequeues = new WaitingDequeues();
  private final JobWriterThread thread;
  private final JobAdditions additions;

  EmbeddedJobStore(Path path, TopicJobsTable topics, Duration deadline) {
    this.path = path;
    this.topics = topics;
    this.thread = new JobWriterThread(topics, deadline, dequeues::run);
    this.additions = new JobAdditions(thread, dequeues);
  }

  /**
   * Opens, or creates, {@code <data>/jobs/jobs.mv}.
   *
   * @param deadline the longest time of every operation, at least 100 ms
   * @throws StoreUnavailableException if it cannot be used, for example because another process has
   *     it open
   */
  public static EmbeddedJobStore open(Path data, Duration deadline) {
    Path path = data.resolve(FILE).toAbsolutePath();
    return new EmbeddedJobStore(path, new TopicJobsTable(path), deadline);
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
    return await(
        thread.read(
            open -> open.of(topic).dequeue(max),
            (open, held) -> held.reversed().forEach(open.of(topic)::release)));
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
          done.forEach(held -> open.of(held.topic()).complete(held));
          return null;
        });
  }

  @Override
  public void release(HeldJob held) {
    read(on(held.topic(), jobs -> jobs.release(held)));
  }

  @Override
  public CompletableFuture<Void> retry(HeldJob held, Job changed, Instant due) {
    byte[] text = JobJson.write(changed);
    return change(text.length, held.topic(), jobs -> jobs.retry(held, text, due));
  }

  @Override
  public CompletableFuture<Void> bury(HeldJob held, Job changed) {
    byte[] text = JobJson.write(changed);
    return change(text.length, held.topic(), jobs -> jobs.bury(held, text));
  }

  private CompletableFuture<Void> change(long bytes, TopicId topic, Consumer<TopicJobs> change) {
    return thread.change(bytes, on(topic, change));
  }

  @Override
  public int promoteDue(TopicId topic, Instant now, int max) {
    return await(thread.change(0, open -> open.of(topic).promoteDue(now, max)));
  }

  @Override
  public Optional<Instant> nextDue(TopicId topic) {
    return read(open -> open.of(topic).nextDue());
  }

  @Override
  public int replay(TopicId topic, int limit) {
    return await(thread.change(0, open -> open.of(topic).replay(limit)));
  }

  @Override
  public int replay(TopicId topic, List<JobId> ids) {
    Set<JobId> wanted = new HashSet<>(ids);
    return await(thread.change(0, open -> open.of(topic).replay(wanted)));
  }

  @Override
  public long purgeDead(TopicId topic, long limit) {
    return await(thread.change(0, open -> open.of(topic).deadJobs().purge(limit)));
  }

  @Override
  public int delete(TopicId topic, JobState state, List<JobId> ids) {
    Set<JobId> wanted = Set.copyOf(ids);
    return await(
        switch (state) {
          case READY -> thread.change(0, open -> open.of(topic).deleteReady(wanted));
          case SCHEDULED -> thread.change(0, open -> open.of(topic).scheduledJobs().delete(wanted));
          case DEAD -> thread.change(0, open -> open.of(topic).deadJobs().delete(wanted));
          case RUNNING -> throw new IllegalArgumentException("a running job belongs to its worker");
        });
  }

  @Override
  public JobListPage browse(TopicId topic, JobState state, Optional<String> cursor, int limit) {
    return read(open -> JobPager.page(open.of(topic), state, cursor, limit));
  }

  @Override
  public JobCounts counts(TopicId topic) {
    return read(open -> open.of(topic).counts());
  }

  @Override
  public Optional<Job> oldestReady(TopicId topic) {
    return read(open -> open.of(topic).oldestReady());
  }

  /** Reads the topics in parts, between which the store's thread serves others. */
  @Override
  public List<TopicContents> contents(List<TopicId> wanted) {
    List<TopicContents> all = new ArrayList<>(wanted.size());
    for (int from = 0; from < wanted.size(); from += CONTENTS_PART) {
      List<TopicId> part = wanted.subList(from, Math.min(from + CONTENTS_PART, wanted.size()));
      all.addAll(read(open -> part.stream().map(topic -> open.of(topic).contents()).toList()));
    }
    return all;
  }

  @Override
  public void addFigures(TopicId topic, long succeeded, long failed) {
    read(on(topic, jobs -> jobs.addFigures(succeeded, failed)));
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
    return "file " + path + ", every change on disk (fsync) before it is acknowledged";
  }

  @Override
  public void check() {
    if (!read(TopicJobsTable::hasRoom)) {
      throw new DiskFullException();
    }
  }

  @Override
  public void close() {
    thread.close();
    topics.close();
  }

  private static Function<TopicJobsTable, Void> on(TopicId topic, Consumer<TopicJobs> work) {
    return open -> {
      work.accept(open.of(topic));
      return null;
    };
  }

  private <T> T read(Function<TopicJobsTable, T> work) {
    return await(thread.read(work));
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
