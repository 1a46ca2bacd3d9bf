package io.pepper.bus.accept;

import io.pepper.bus.accept.Enqueuer.DelayedPayload;
import io.pepper.bus.accept.Enqueuer.Push;
import io.pepper.bus.definition.QueueDefinition;
import io.pepper.bus.definition.TopicDefinition;
import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.job.QueueName;
import io.pepper.store.JobStore.Append;
import io.pepper.store.JobStore.DelayedJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Pushes that are stored as one write, all of them or none, whatever their queues and due times.
 * When one of them is refused, the caller does not call {@link #store} and nothing is stored. For
 * one thread, once.
 */
public final class JobTransaction implements JobSink {
  /** The jobs for one queue, by the definition at its first push. */
  static final class QueueJobs {
    final QueueDefinition queue;
    final List<Job> ready = new ArrayList<>();
    final List<DelayedJob> delayed = new ArrayList<>();
    final CompletableFuture<Long> stored = new CompletableFuture<>();
    int pushes;
    int delayedCount;
    Instant earliest = Instant.MAX;

    QueueJobs(QueueDefinition queue) {
      this.queue = queue;
    }
  }

  private final Enqueuer enqueuer;
  private final Map<QueueName, QueueJobs> parts = new LinkedHashMap<>();

  JobTransaction(Enqueuer enqueuer) {
    this.enqueuer = enqueuer;
  }

  @Override
  public Push accept(QueueDefinition queue, List<byte[]> payloads, String inTraceId) {
    QueueJobs part = parts.computeIfAbsent(queue.name(), name -> new QueueJobs(queue));
    enqueuer.check(part.queue, payloads);
    enqueuer.refuseBeyondLength(part.queue, part.ready.size() + payloads.size());
    JobId[] given = enqueuer.ids(payloads.size());
    for (int i = 0; i < given.length; i++) {
      part.ready.add(Job.accepted(given[i], inTraceId, payloads.get(i)));
    }
    part.pushes++;
    return new Push(List.of(given), part.stored);
  }

  @Override
  public Push acceptDelayed(
      QueueDefinition queue, List<DelayedPayload> payloads, String inTraceId) {
    QueueJobs part = parts.computeIfAbsent(queue.name(), name -> new QueueJobs(queue));
    enqueuer.check(part.queue, payloads.stream().map(DelayedPayload::payload).toList());
    enqueuer.refuseBeyondLength(
        part.queue, part.ready.size() + part.delayedCount + payloads.size());
    JobId[] given = enqueuer.ids(payloads.size());
    part.delayed.addAll(Enqueuer.delayed(part.queue, given, payloads, inTraceId));
    part.delayedCount += given.length;
    Instant earliest = Enqueuer.earliest(payloads);
    part.earliest = earliest.isBefore(part.earliest) ? earliest : part.earliest;
    return new Push(List.of(given), part.stored);
  }

  /**
   * Stores all jobs; does not wait.
   *
   * @return completes when all jobs are durable and the futures of all pushes have completed, or
   *     fails with the exception of the store
   */
  public CompletableFuture<Void> store() {
    return parts.isEmpty()
        ? CompletableFuture.completedFuture(null)
        : enqueuer.store(List.copyOf(parts.values()));
  }

  /** Returns one entry per topic that gets ready jobs, part by part. */
  static List<Append> appends(List<QueueJobs> parts) {
    List<Append> appends = new ArrayList<>();
    for (QueueJobs part : parts) {
      if (!part.ready.isEmpty()) {
        for (TopicDefinition topic : part.queue.topics().values()) {
          appends.add(new Append(part.queue.idOf(topic.name()), part.ready));
        }
      }
    }
    return appends;
  }

  static List<DelayedJob> delayed(List<QueueJobs> parts) {
    List<DelayedJob> delayed = new ArrayList<>();
    parts.forEach(part -> delayed.addAll(part.delayed));
    return delayed;
  }
}
