package io.pepper.bus.accept;

import io.pepper.bus.accept.Enqueuer.DelayedPayload;
import io.pepper.bus.accept.Enqueuer.Push;
import io.pepper.bus.definition.QueueDefinition;
import io.pepper.job.Job;
import io.pepper.job.JobId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Pushes that are stored together, such as those of one pipeline: the fixed cost of a write is paid
 * once. For one thread; may be used again after {@link #store}.
 */
public final class PushBatch implements JobSink {
  /** The most jobs of one write, so that every Redis can read it. */
  private static final int MAX_JOBS = 100_000;

  private final Enqueuer enqueuer;
  private QueueDefinition queue;
  private List<Job> jobs;
  private int pushes;
  private CompletableFuture<Long> stored;

  PushBatch(Enqueuer enqueuer) {
    this.enqueuer = enqueuer;
  }

  /**
   * Accepts jobs that are ready as soon as they are stored. Collected jobs of another queue, or as
   * many as one write takes, are stored now.
   *
   * @param inTraceId of the command that brought them
   * @return completes after {@link #store}
   * @throws RefusedException if they are refused, all of them
   */
  @Override
  public Push accept(QueueDefinition to, List<byte[]> payloads, String inTraceId) {
    enqueuer.check(to, payloads);
    enqueuer.refuseBeyondLength(to, payloads.size());
    if (to != queue || jobs.size() + payloads.size() > MAX_JOBS) {
      store();
      begin(to);
    }
    JobId[] given = enqueuer.ids(payloads.size());
    for (int i = 0; i < given.length; i++) {
      jobs.add(Job.accepted(given[i], inTraceId, payloads.get(i)));
    }
    pushes++;
    return new Push(List.of(given), stored);
  }

  /** Stores delayed jobs by themselves: there are few in a pipeline. */
  @Override
  public Push acceptDelayed(QueueDefinition to, List<DelayedPayload> payloads, String inTraceId) {
    return enqueuer.acceptDelayed(to, payloads, inTraceId);
  }

  private void begin(QueueDefinition to) {
    queue = to;
    jobs = new ArrayList<>();
    pushes = 0;
    stored = new CompletableFuture<>();
  }

  /** Stores the collected jobs, if there are any; does not wait. */
  public void store() {
    if (queue != null) {
      QueueDefinition to = queue;
      queue = null;
      enqueuer.store(to, jobs, pushes, stored);
      jobs = null;
      stored = null;
    }
  }
}
