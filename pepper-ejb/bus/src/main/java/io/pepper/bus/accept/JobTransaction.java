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
 * When one of them is refused nothing is stored: {@link #store} is not called then. Used by one
 * thread, once.
 */
public final class JobTransaction implements JobSink {
  /** What goes to one queue, by the definition that its first push found. */
  static final class Part {
    final QueueDefinition queue;
    final List<Job> ready = new ArrayList<>();
    final List<DelayedJob> delayed = new ArrayList<>();
    final CompletableFuture<Long> stored = new CompletableFuture<>();
    int pushes;
    int later;
    Instant earliest = Instant.MAX;

    Part(QueueDefinition queue) {
      this.queue = queue;
    }
  }

  private final Enqueuer enqueuer;
  private final Map<QueueName, Part> parts = new LinkedHashMap<>();

  JobTransaction(Enqueuer enqueuer) {
    this.enqueuer = enqueuer;
  }

  @Override
  public Push accept(QueueDefinition queue, List<byte[]> payloads, String inTraceId) {
    Part part = parts.computeIfAbsent(queue.name(), name -> new Part(queue));
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
  public Push acceptDelayed(QueueDefinition queue, List<DelayedPayload> later, String inTraceId) {
    Part part = parts.computeIfAbsent(queue.name(), name -> new Part(queue));
    enqueuer.check(part.queue, later.stream().map(DelayedPayload::payload).toList());
    enqueuer.refuseBeyondLength(part.queue, part.ready.size() + part.later + later.size());
    JobId[] given = enqueuer.ids(later.size());
    part.delayed.addAll(Enqueuer.delayed(part.queue, given, later, inTraceId));
    part.later += given.length;
    Instant earliest = Enqueuer.earliest(later);
    part.earliest = earliest.isBefore(part.earliest) ? earliest : part.earliest;
    return new Push(List.of(given), part.stored);
  }

  /**
   * Stores everything; does not wait.
   *
   * @return completes when all is durable and every push has heard of it, or fails with what the
   *     store threw
   */
  public CompletableFuture<Void> store() {
    return parts.isEmpty()
        ? CompletableFuture.completedFuture(null)
        : enqueuer.store(List.copyOf(parts.values()));
  }

  /** One entry per topic that gets jobs which are ready at once, part by part. */
  static List<Append> appends(List<Part> parts) {
    List<Append> appends = new ArrayList<>();
    for (Part part : parts) {
      if (!part.ready.isEmpty()) {
        for (TopicDefinition topic : part.queue.topics().values()) {
          appends.add(new Append(part.queue.idOf(topic.name()), part.ready));
        }
      }
    }
    return appends;
  }

  static List<DelayedJob> delayed(List<Part> parts) {
    List<DelayedJob> delayed = new ArrayList<>();
    parts.forEach(part -> delayed.addAll(part.delayed));
    return delayed;
  }
}
