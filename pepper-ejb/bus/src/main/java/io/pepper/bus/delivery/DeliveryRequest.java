package io.pepper.bus.delivery;

import io.pepper.job.Job;
import io.pepper.job.TopicId;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What one request carries.
 *
 * @param jobs at least one, the present attempt already counted
 * @param traceId new for each delivery, {@code <u64>-<ipnum>-<port>} ({@code outTraceId})
 */
public record DeliveryRequest(TopicId topic, List<Job> jobs, String traceId) {
  public DeliveryRequest {
    if (jobs.isEmpty()) {
      throw new IllegalArgumentException("a parcel for " + topic + " needs at least one job");
    }
  }

  /** The job ids, separated by commas when there are several. */
  String ids() {
    return jobs.size() == 1
        ? jobs.getFirst().id().toString()
        : jobs.stream().map(job -> job.id().toString()).collect(Collectors.joining(","));
  }

  /** The number of this attempt, 1 for the first; of several jobs the highest. */
  int attempt() {
    int highest = 0;
    for (Job job : jobs) {
      highest = Math.max(highest, job.attempts());
    }
    return highest;
  }

  /** W3C trace context; several jobs travel under the trace of the first. */
  String traceparent() {
    return TraceContext.of(jobs.getFirst(), topic);
  }
}
