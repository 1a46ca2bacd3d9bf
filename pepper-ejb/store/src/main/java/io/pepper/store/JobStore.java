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
 * The port of job storage. Every topic holds its own copy of a job. Safe for any number of threads.
 *
 * <p>Lists and payloads that are handed over must not change until the future completes.
 *
 * <p>Blocking methods are made for virtual threads. Methods that return a future share one durable
 * write among all concurrent callers (group commit); the future completes when the change is
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
   * Returns whether the next writes, up to some mebibytes, are taken without waiting for those
   * before them.
   */
  default boolean takesAtOnce() {
    return true;
  }

  /**
   * Stores ready jobs: all entries, or none of those that fail.
   *
   * @return for each entry, the number of ready jobs of its topic
   */
  CompletableFuture<long[]> append(List<Append> entries);

  /** Stores jobs that become ready at their due time. */
  CompletableFuture<Void> schedule(List<DelayedJob> entries);

  /**
   * Stores jobs of both kinds as one write: all of them, or none. If the topics are on several
   * servers of one store, each server's part is a write of its own; then some parts may be stored
   * although the future fails.
   *
   * @return for each entry of the first list, the number of ready jobs of its topic
   */
  CompletableFuture<long[]> storeTogether(List<Append> ready, List<DelayedJob> delayed);

  /**
   * Dequeues the oldest ready jobs of a topic; this node holds each until it calls {@link
   * #complete}, {@link #release}, {@link #retry} or {@link #bury}.
   *
   * @param max at most this many, at least 1
   * @return empty when nothing is ready
   */
  List<HeldJob> dequeue(TopicId topic, int max);

  /**
   * Dequeues jobs together with this process's pushes to the topic, until the dequeue is ended.
   * Jobs that are ready already, or come otherwise, are left. Replaces the dequeue before.
   */
  void placeDequeue(TopicId topic, WaitingDequeue dequeue);

  /** Removes a job that is done. */
  default CompletableFuture<Void> complete(HeldJob held) {
    return complete(List.of(held));
  }

  /** Removes jobs that are done, of any topics, as one write where the store can. */
  CompletableFuture<Void> complete(List<HeldJob> done);

  /** Makes the job ready as it was, next in line; no attempt was made, or it does not count. */
  void release(HeldJob held);

  /**
   * Schedules another attempt after one that failed.
   *
   * @param changed the job as it is from now on
   */
  CompletableFuture<Void> retry(HeldJob held, Job changed, Instant due);

  /** Moves a job whose last attempt failed to the dead ones. */
  CompletableFuture<Void> bury(HeldJob held, Job changed);

  /**
   * Makes jobs ready whose time has come. Any node may call it at any time; each job becomes ready
   * once.
   *
   * @param max at most this many in one call
   * @return how many became ready
   */
  int promoteDue(TopicId topic, Instant now, int max);

  /** Returns the due time of the next scheduled job; empty if none is scheduled. */
  Optional<Instant> nextDue(TopicId topic);

  /**
   * Makes dead jobs ready again, oldest first, with all their attempts.
   *
   * @param limit at most this many
   * @return how many
   */
  int replay(TopicId topic, int limit);

  /**
   * Makes these dead jobs ready again.
   *
   * @return how many of them were dead
   */
  int replay(TopicId topic, List<JobId> ids);

  /**
   * Deletes all dead jobs of a topic.
   *
   * @return how many
   */
  default long purgeDead(TopicId topic) {
    return purgeDead(topic, Long.MAX_VALUE);
  }

  /**
   * Deletes dead jobs of a topic, oldest first.
   *
   * @param limit at most this many, at least 1
   * @return how many
   */
  long purgeDead(TopicId topic, long limit);

  /**
   * Deletes these jobs. One that has left the state by then stays.
   *
   * @param state any but running, since a running job belongs to its worker
   * @return how many of them were in that state
   * @throws IllegalArgumentException if the state is running
   */
  int delete(TopicId topic, JobState state, List<JobId> ids);

  /**
   * Lists jobs in one state, next to run first; for dead jobs the newest first.
   *
   * @param cursor of the previous page, empty for the first
   * @param limit 1 to 1000
   */
  JobListPage browse(TopicId topic, JobState state, Optional<String> cursor, int limit);

  /** Returns the number of jobs in each state, over all nodes. */
  JobCounts counts(TopicId topic);

  /** Returns the ready job that has waited longest; empty if none is ready. */
  Optional<Job> oldestReady(TopicId topic);

  /**
   * Returns what many topics hold, in their order; cheaper than asking for each. Topics are read
   * one after the other or together, not all at the same moment.
   */
  default List<TopicContents> contents(List<TopicId> topics) {
    return topics.stream()
        .map(topic ->
            new TopicContents(counts(topic), oldestReady(topic).map(job -> job.id().acceptedAt())))
        .toList();
  }

  /** Adds to the topic's running totals of finished attempts. */
  void addFigures(TopicId topic, long succeeded, long failed);

  /**
   * Makes the jobs ready that this node held when it last stopped or crashed, and those of dead
   * nodes. Called at start before any {@link #dequeue}, and now and then.
   *
   * @return how many
   */
  int recover(TopicId topic);

  /**
   * Sets the listener of topics where jobs became ready by {@link #append}, unless a waiting
   * dequeue took them all, or through another node; it must not block the store's thread. There is
   * one.
   */
  void onReady(Consumer<TopicId> listener);

  /**
   * Returns whether other nodes use the store, too. What they do is only learned by asking now and
   * then; of a store that is not shared the listener and this node's own writes tell everything.
   */
  default boolean isShared() {
    return true;
  }

  /** Describes the store for operators in one line: kind, address, durability; no secrets. */
  String describe();

  /**
   * Checks that the store answers.
   *
   * @throws StoreUnavailableException if it does not
   */
  void check();

  /** Waits for writes under way, then closes. */
  @Override
  void close();
}
