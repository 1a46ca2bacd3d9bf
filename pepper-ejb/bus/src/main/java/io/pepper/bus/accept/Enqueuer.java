package io.pepper.bus.accept;

import io.pepper.bus.definition.QueueDefinition;
import io.pepper.bus.definition.TopicDefinition;
import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.store.JobStore;
import io.pepper.store.JobStore.Append;
import io.pepper.store.JobStore.DelayedJob;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The entrance of jobs: gives ids, checks the queue's limits and stores one copy per topic. Safe
 * for any number of threads; never waits for the store, the caller does.
 */
public final class Enqueuer {
  /**
   * A push under way.
   *
   * @param ids one id per payload, in order
   * @param stored completes when every copy is durable, with the longest topic's count of ready
   *     jobs, or fails with what the store threw
   */
  public record Push(List<JobId> ids, CompletableFuture<Long> stored) {}

  /** A payload and the time at which it becomes ready. */
  public record DelayedPayload(byte[] payload, Instant due) {}

  /** The receiver of stored pushes, called on the store's thread: must be quick. */
  public interface Listener {
    /** Reports jobs that are ready in every topic of the queue, with the number of pushes. */
    void ready(QueueDefinition queue, int pushes, int jobs);

    /** Reports jobs that become ready later, the first of them at the earliest time. */
    void delayed(QueueDefinition queue, int jobs, Instant earliest);
  }

  private final JobStore store;
  private final JobIdGenerator ids;
  private final Clock clock;
  private final QueueLengthLimit lengthLimit;
  private final FormLimits formLimits;
  private final Listener listener;

  /**
   * Creates an enqueuer.
   *
   * @param maxFormBytes the largest form of topics that name no limit
   * @param listener called for each push when it is stored
   */
  public Enqueuer(
      JobStore store, JobIdGenerator ids, Clock clock, int maxFormBytes, Listener listener) {
    this.store = store;
    this.ids = ids;
    this.clock = clock;
    this.lengthLimit = new QueueLengthLimit(store, clock);
    this.formLimits = new FormLimits(maxFormBytes);
    this.listener = listener;
  }

  /**
   * Accepts jobs that are ready at once.
   *
   * @param inTraceId of the command that brought them
   * @throws RefusedException if they are refused, all of them
   */
  public Push accept(QueueDefinition queue, List<byte[]> payloads, String inTraceId) {
    PushBatch alone = newBatch();
    Push push = alone.accept(queue, payloads, inTraceId);
    alone.store();
    return push;
  }

  /** Returns a batch for pushes that are stored together. */
  public PushBatch newBatch() {
    return new PushBatch(this);
  }

  /** Returns a transaction for pushes that are stored all or not at all. */
  public JobTransaction newTransaction() {
    return new JobTransaction(this);
  }

  /**
   * Returns whether accepting jobs for this queue may have to wait: its length is limited, and read
   * from the store now and then, or the store has too much to write.
   */
  public boolean mayWait(QueueDefinition queue) {
    return queue.maxLength() > 0 || !store.takesAtOnce();
  }

  JobId[] ids(int count) {
    return ids.next(count);
  }

  /**
   * Stores jobs that are ready at once, one copy per topic.
   *
   * @param stored completed when every copy of all jobs is durable
   */
  void store(QueueDefinition queue, List<Job> jobs, int pushes, CompletableFuture<Long> stored) {
    List<Append> entries = new ArrayList<>(queue.topics().size());
    for (TopicDefinition topic : queue.topics().values()) {
      entries.add(new Append(queue.idOf(topic.name()), jobs));
    }
    CompletableFuture<long[]> counts;
    try {
      counts = store.append(entries);
    } catch (RuntimeException e) {
      // Edge: whatever the store throws completes the push.
      counts = CompletableFuture.failedFuture(e);
    }
    counts.whenComplete((ready, problem) -> {
      if (problem != null) {
        stored.completeExceptionally(problem);
        return;
      }
      listener.ready(queue, pushes, jobs.size());
      stored.complete(lengthLimit.update(entries, ready));
    });
  }

  /**
   * Accepts jobs that become ready later; one whose time has come is ready at once.
   *
   * @throws RefusedException if they are refused, all of them
   */
  public Push acceptDelayed(
      QueueDefinition queue, List<DelayedPayload> payloads, String inTraceId) {
    check(queue, payloads.stream().map(DelayedPayload::payload).toList());
    refuseBeyondLength(queue, payloads.size());
    JobId[] given = ids.next(payloads.size());
    List<DelayedJob> entries = delayed(queue, given, payloads, inTraceId);
    CompletableFuture<Long> stored =
        store
            .schedule(entries)
            .thenApply(done -> {
              listener.delayed(queue, given.length, earliest(payloads));
              return (long) given.length;
            });
    return new Push(List.of(given), stored);
  }

  static List<DelayedJob> delayed(
      QueueDefinition queue, JobId[] given, List<DelayedPayload> payloads, String inTraceId) {
    List<DelayedJob> entries = new ArrayList<>(payloads.size() * queue.topics().size());
    for (int i = 0; i < given.length; i++) {
      Job job = Job.accepted(given[i], inTraceId, payloads.get(i).payload());
      for (TopicDefinition topic : queue.topics().values()) {
        entries.add(new DelayedJob(queue.idOf(topic.name()), job, payloads.get(i).due()));
      }
    }
    return entries;
  }

  /**
   * Stores the parts of a transaction as one write.
   *
   * @return completes when the parts' own futures have
   */
  CompletableFuture<Void> store(List<JobTransaction.QueueJobs> parts) {
    List<Append> appends = JobTransaction.appends(parts);
    CompletableFuture<long[]> counts;
    try {
      counts = store.storeTogether(appends, JobTransaction.delayed(parts));
    } catch (RuntimeException e) {
      // Edge: whatever the store throws completes the push.
      counts = CompletableFuture.failedFuture(e);
    }
    return counts.handle((ready, problem) -> {
      if (problem != null) {
        Throwable cause = problem instanceof CompletionException ? problem.getCause() : problem;
        parts.forEach(part -> part.stored.completeExceptionally(cause));
        throw new CompletionException(cause);
      }
      int at = 0;
      for (JobTransaction.QueueJobs part : parts) {
        int topics = part.ready.isEmpty() ? 0 : part.queue.topics().size();
        long[] own = Arrays.copyOfRange(ready, at, at + topics);
        stored(part, lengthLimit.update(appends.subList(at, at + topics), own));
        at += topics;
      }
      return null;
    });
  }

  private void stored(JobTransaction.QueueJobs part, long longest) {
    if (!part.ready.isEmpty()) {
      listener.ready(part.queue, part.pushes, part.ready.size());
    }
    if (part.delayedCount > 0) {
      listener.delayed(part.queue, part.delayedCount, part.earliest);
    }
    part.stored.complete(longest);
  }

  /** Returns a new id for a command's trace id. */
  public JobId traceNumber() {
    return ids.next();
  }

  public Instant now() {
    return clock.instant();
  }

  static Instant earliest(List<DelayedPayload> payloads) {
    return payloads.stream().map(DelayedPayload::due).min(Instant::compareTo).orElseThrow();
  }

  /**
   * Checks all limits that do not depend on the present length of the queue.
   *
   * @throws RefusedException if the queue does not accept the payloads
   */
  public void check(QueueDefinition queue, List<byte[]> payloads) {
    if (payloads.isEmpty()) {
      throw new RefusedException.NoJobs();
    }
    if (queue.topics().isEmpty()) {
      throw new RefusedException.NoTopics(queue.name().value());
    }
    for (byte[] payload : payloads) {
      if (payload.length > queue.maxPayloadBytes()) {
        throw new RefusedException.PayloadTooLarge(
            queue.name().value(), payload.length, queue.maxPayloadBytes());
      }
    }
    formLimits.refuseBeyond(queue, payloads);
  }

  /**
   * Checks the length of the queue.
   *
   * @throws RefusedException.QueueFull if so many more jobs would be too many for a topic
   */
  void refuseBeyondLength(QueueDefinition queue, int more) {
    if (queue.maxLength() > 0) {
      for (TopicDefinition topic : queue.topics().values()) {
        lengthLimit.refuseBeyond(queue.idOf(topic.name()), more, queue.maxLength());
      }
    }
  }
}
