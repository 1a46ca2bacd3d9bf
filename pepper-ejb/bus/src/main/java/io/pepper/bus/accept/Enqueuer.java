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
 * Takes jobs in: gives ids, checks the queue's limits and stores one copy per topic. Safe for any
 * number of threads; nothing here waits for the store, the caller does.
 */
public final class Enqueuer {
  /**
   * A push under way.
   *
   * @param ids one per payload, in order
   * @param stored completes when every copy is durable, with the longest topic's count of ready
   *     jobs, or fails with what the store threw
   */
  public record Push(List<JobId> ids, CompletableFuture<Long> stored) {}

  /** A payload and when it becomes ready. */
  public record DelayedPayload(byte[] payload, Instant due) {}

  /** Learns of stored pushes, on the store's thread: must be quick. */
  public interface Listener {
    /** So many jobs of so many pushes are ready in every topic of the queue. */
    void ready(QueueDefinition queue, int pushes, int jobs);

    /** So many jobs become ready later, the first of them then. */
    void delayed(QueueDefinition queue, int jobs, Instant earliest);
  }

  private final JobStore store;
  private final JobIdGenerator ids;
  private final Clock clock;
  private final QueueLengthLimit lengths;
  private final FormLimits forms;
  private final Listener listener;

  /**
   * @param maxFormBytes the largest form of topics that name no limit
   * @param listener told of each push when it is stored
   */
  public Enqueuer(
      JobStore store, JobIdGenerator ids, Clock clock, int maxFormBytes, Listener listener) {
    this.store = store;
    this.ids = ids;
    this.clock = clock;
    this.lengths = new QueueLengthLimit(store, clock);
    this.forms = new FormLimits(maxFormBytes);
    this.listener = listener;
  }

  /**
   * Accepts jobs that are ready at once.
   *
   * @param inTraceId of the command that brought them
   * @throws RefusedException if none of them is taken
   */
  public Push accept(QueueDefinition queue, List<byte[]> payloads, String inTraceId) {
    PushBatch alone = newBatch();
    Push push = alone.accept(queue, payloads, inTraceId);
    alone.store();
    return push;
  }

  /** For pushes that are to be stored together. */
  public PushBatch newBatch() {
    return new PushBatch(this);
  }

  /** For pushes that are to be stored all or not at all. */
  public JobTransaction newTransaction() {
    return new JobTransaction(this);
  }

  JobId[] ids(int count) {
    return ids.next(count);
  }

  /**
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
      counts = CompletableFuture.failedFuture(e);
    }
    counts.whenComplete((ready, problem) -> {
      if (problem != null) {
        stored.completeExceptionally(problem);
        return;
      }
      listener.ready(queue, pushes, jobs.size());
      stored.complete(lengths.update(entries, ready));
    });
  }

  /**
   * Accepts jobs that become ready later; one whose time has come is ready at once.
   *
   * @throws RefusedException if none of them is taken
   */
  public Push acceptDelayed(QueueDefinition queue, List<DelayedPayload> later, String inTraceId) {
    check(queue, later.stream().map(DelayedPayload::payload).toList());
    refuseBeyondLength(queue, later.size());
    JobId[] given = ids.next(later.size());
    List<DelayedJob> entries = delayed(queue, given, later, inTraceId);
    CompletableFuture<Long> stored =
        store
            .schedule(entries)
            .thenApply(done -> {
              listener.delayed(queue, given.length, earliest(later));
              return (long) given.length;
            });
    return new Push(List.of(given), stored);
  }

  static List<DelayedJob> delayed(
      QueueDefinition queue, JobId[] given, List<DelayedPayload> later, String inTraceId) {
    List<DelayedJob> entries = new ArrayList<>(later.size() * queue.topics().size());
    for (int i = 0; i < given.length; i++) {
      Job job = Job.accepted(given[i], inTraceId, later.get(i).payload());
      for (TopicDefinition topic : queue.topics().values()) {
        entries.add(new DelayedJob(queue.idOf(topic.name()), job, later.get(i).due()));
      }
    }
    return entries;
  }

  /**
   * Stores the parts of a transaction as one write.
   *
   * @return completes when the parts' own futures have
   */
  CompletableFuture<Void> store(List<JobTransaction.Part> parts) {
    List<Append> appends = JobTransaction.appends(parts);
    CompletableFuture<long[]> counts;
    try {
      counts = store.storeTogether(appends, JobTransaction.delayed(parts));
    } catch (RuntimeException e) {
      counts = CompletableFuture.failedFuture(e);
    }
    return counts.handle((ready, problem) -> {
      if (problem != null) {
        Throwable cause = problem instanceof CompletionException ? problem.getCause() : problem;
        parts.forEach(part -> part.stored.completeExceptionally(cause));
        throw new CompletionException(cause);
      }
      int at = 0;
      for (JobTransaction.Part part : parts) {
        int topics = part.ready.isEmpty() ? 0 : part.queue.topics().size();
        long[] own = Arrays.copyOfRange(ready, at, at + topics);
        stored(part, lengths.update(appends.subList(at, at + topics), own));
        at += topics;
      }
      return null;
    });
  }

  private void stored(JobTransaction.Part part, long longest) {
    if (!part.ready.isEmpty()) {
      listener.ready(part.queue, part.pushes, part.ready.size());
    }
    if (part.later > 0) {
      listener.delayed(part.queue, part.later, part.earliest);
    }
    part.stored.complete(longest);
  }

  /** A fresh id for a command's trace id. */
  public JobId traceNumber() {
    return ids.next();
  }

  public Instant now() {
    return clock.instant();
  }

  static Instant earliest(List<DelayedPayload> later) {
    return later.stream().map(DelayedPayload::due).min(Instant::compareTo).orElseThrow();
  }

  /**
   * Checks what does not depend on how full the queue is.
   *
   * @throws RefusedException if the queue does not take them
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
    forms.refuseBeyond(queue, payloads);
  }

  /**
   * @throws RefusedException.QueueFull if so many more jobs would be too many for a topic
   */
  void refuseBeyondLength(QueueDefinition queue, int more) {
    if (queue.maxLength() > 0) {
      for (TopicDefinition topic : queue.topics().values()) {
        lengths.refuseBeyond(queue.idOf(topic.name()), more, queue.maxLength());
      }
    }
  }
}
