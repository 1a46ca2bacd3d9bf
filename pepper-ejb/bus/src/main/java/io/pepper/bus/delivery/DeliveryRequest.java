package io.pepper.bus.delivery;

import io.pepper.job.Job;
import io.pepper.job.TopicId;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The jobs of one request to a consumer.
 *
 * @param jobs at least one, with this attempt counted
 * @param traceId a new one for each delivery, {@code <u64>-<ipnum>-<port>} ({@code outTraceId})
 */
public record DeliveryRequest(TopicId topic, List<Job> jobs, String traceId) {
  public DeliveryRequest {
    if (jobs.isEmpty()) {
      throw new IllegalArgumentException("a request for " + topic + " needs at least one job");
    }
  }

  /** Returns the job ids, separated by commas. */
  String ids() {
    return jobs.size() == 1
        ? jobs.getFirst().id().toString()
        : jobs.stream().map(job -> job.id().toString()).collect(Collectors.joining(","));
  }

  /** Returns the number of this attempt, 1 for the first; of several jobs the highest. */
  int attempt() {
    int highest = 0;
    for (Job job : jobs) {
      highest = Math.max(highest, job.attempts());
    }
    return highest;
  }

  /** Returns the W3C trace context; several jobs have the trace of the first. */
  String traceparent() {
    return TraceContext.of(jobs.getFirst(), topic);
  }
}
