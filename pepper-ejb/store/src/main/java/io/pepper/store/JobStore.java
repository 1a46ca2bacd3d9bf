package io.pepper.store;

import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.job.JobState;
import io.pepper.job.TopicId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Keeps jobs. Every topic holds its own copy of a job. Safe for any number of threads.
 *
 * <p>Blocking methods are made for virtual threads. Methods that return a future share one durable
 * write among all callers of the moment (group commit); the future completes when the change is
 * durable, on a thread of the store that must not be blocked.
 *
 * <p>Every method may throw {@link StoreUnavailableException}, or complete its future with it: the
 * change may or may not have happened, and repeating it at worst repeats a job. Moves of several
 * steps are ordered so that a crash between two steps repeats a job and never loses one.
 */
public interface JobStore extends AutoCloseable {
  /** Jobs that become ready at once, all for one topic. */
  record Append(TopicId topic, List<Job> jobs) {}

  /** A job that becomes ready later. */
  record DelayedJob(TopicId topic, Job job, Instant due) {}

  /**
   * Stores all entries, or none that it reports.
   *
   * @return per entry, how many jobs its topic has ready now
   */
  CompletableFuture<long[]> append(List<Append> entries);

  /** Stores jobs that become ready at their time. */
  CompletableFuture<Void> schedule(List<DelayedJob> entries);

  /**
   * Stores jobs of both kinds as one write: all of them, or none. Only where the topics lie on
   * several servers of one store each server's part is a write of its own; then some parts may be
   * stored although the future fails.
   *
   * @return per entry of the first list, how many jobs its topic has ready now
   */
  CompletableFuture<long[]> storeTogether(List<Append> ready, List<DelayedJob> delayed);

  /**
   * Takes the oldest ready jobs of a topic; this node holds them until it hands each one back by
   * {@link #complete}, {@link #release}, {@link #retry} or {@link #bury}.
   *
   * @param max at most this many, at least 1
   * @return empty when nothing is ready
   */
  List<HeldJob> dequeue(TopicId topic, int max);

  /**
   * Has jobs taken together with this process's pushes to the topic, until the take is ended. Jobs
   * that are ready already, or come otherwise, are not taken. Replaces the one before.
   */
  void placeDequeue(TopicId topic, WaitingDequeue take);

  /** The job is done: forget it. */
  CompletableFuture<Void> complete(HeldJob held);

  /** Several jobs are done, of any topics: one write for all where the store can. */
  default CompletableFuture<Void> complete(List<HeldJob> done) {
    return CompletableFuture.allOf(
        done.stream().map(this::complete).toArray(CompletableFuture<?>[]::new));
  }

  /** Back to ready as it was, next in line; no attempt was made, or it does not count. */
  void release(HeldJob held);

  /**
   * The attempt failed and another follows.
   *
   * @param changed the job as it is from now on
   */
  CompletableFuture<Void> retry(HeldJob held, Job changed, Instant due);

  /** The last attempt failed: keep the job among the dead. */
  CompletableFuture<Void> bury(HeldJob held, Job changed);

  /**
   * Makes jobs ready whose time has come. Any node may call it at any time; each job becomes ready
   * once.
   *
   * @param max at most this many in one call
   * @return how many became ready
   */
  int promoteDue(TopicId topic, Instant now, int max);

  /** When the next scheduled job is due. */
  Optional<Instant> nextDue(TopicId topic);

  /**
   * Makes dead jobs ready again, oldest first, with all their attempts.
   *
   * @param limit at most this many
   * @return how many
   */
  int replay(TopicId topic, int limit);

  /**
   * @return how many of these were dead and are ready now
   */
  int replay(TopicId topic, List<JobId> ids);

  /**
   * @return how many dead jobs were deleted
   */
  long purgeDead(TopicId topic);

  /**
   * Lists jobs in one state, next to run first; for dead jobs the newest first.
   *
   * @param cursor of the previous page, empty for the first
   * @param limit 1 to 1000
   */
  JobListPage browse(TopicId topic, JobState state, Optional<String> cursor, int limit);

  JobCounts counts(TopicId topic);

  /** The job that has waited longest for a worker. */
  Optional<Job> oldestReady(TopicId topic);

  /** Adds to the topic's running totals of finished attempts. */
  void addFigures(TopicId topic, long succeeded, long failed);

  /**
   * Returns to ready what this node held when it last stopped or crashed, and what nodes that no
   * longer live held. Called at start before any {@link #dequeue}, and now and then.
   *
   * @return how many
   */
  int recover(TopicId topic);

  /**
   * Tells of topics where jobs became ready by {@link #append}, unless a standing take took them
   * all, or through another node; must not block the store's thread. At most one listener.
   */
  void onReady(Consumer<TopicId> listener);

  /** What operators need to know of it, one line: kind, address without secrets, durability. */
  String describe();

  /**
   * @throws StoreUnavailableException if it cannot serve now
   */
  void check();

  /** Waits for writes under way, then closes. */
  @Override
  void close();
}
