package io.pepper.bus.accept;

import io.pepper.bus.definition.QueueDefinition;
import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.job.TopicId;
import io.pepper.store.JobStore;
import io.pepper.store.JobStore.Append;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The pushes of people into one topic alone; other topics of the queue get no copy. */
public final class TopicPush {
  private final JobStore store;
  private final Enqueuer enqueuer;

  public TopicPush(JobStore store, Enqueuer enqueuer) {
    this.store = store;
    this.enqueuer = enqueuer;
  }

  /**
   * Stores a new job, ready at once.
   *
   * @return completes with its id when it is durable
   * @throws RefusedException if the queue does not accept the payload
   */
  public CompletableFuture<JobId> push(
      QueueDefinition queue, TopicId topic, byte[] payload, String inTraceId) {
    enqueuer.check(queue, List.of(payload));
    JobId id = enqueuer.ids(1)[0];
    Job job = Job.accepted(id, inTraceId, payload);
    return store.append(List.of(new Append(topic, List.of(job)))).thenApply(counts -> id);
  }
}
