package io.pepper.web.change;

import io.pepper.bus.FoundJob;
import io.pepper.bus.JobFinder;
import io.pepper.bus.Jobs;
import io.pepper.bus.PushedAgain;
import io.pepper.bus.Queues;
import io.pepper.bus.delivery.ConsumerResponse;
import io.pepper.identity.access.Permission;
import io.pepper.job.JobId;
import io.pepper.job.JobState;
import io.pepper.job.TopicId;
import io.pepper.web.access.CurrentCaller;
import io.pepper.web.access.Requires;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What people do with single jobs, and with a topic's consumer beside the queue; exceptions are
 * those of {@code io.pepper.bus}. The audit trail gets ids and sizes, never what is in a payload.
 */
@RequestScoped
public class JobChanges {
  private static final int MAX_IDS_NOTED = 100;

  @Inject private Jobs jobs;
  @Inject private JobFinder finder;
  @Inject private Queues queues;
  @Inject private CurrentCaller caller;
  @Inject private AuditedRequest trail;

  /**
   * Deletes jobs that are in that state.
   *
   * @return how many were
   */
  @Requires(Permission.DELETE_JOBS)
  public int delete(TopicId topic, JobState state, List<JobId> ids) {
    check(Permission.DELETE_JOBS, topic);
    int deleted = jobs.delete(topic, state, ids);
    trail.note("delete " + state + " jobs", topic, shown(ids), deleted + " deleted");
    return deleted;
  }

  /**
   * Deletes dead jobs, oldest first.
   *
   * @return how many
   */
  @Requires(Permission.DELETE_JOBS)
  public long deleteDead(TopicId topic, long limit) {
    check(Permission.DELETE_JOBS, topic);
    long deleted = jobs.purgeDead(topic, limit);
    trail.note("delete dead jobs", topic, "the oldest, at most " + limit, deleted + " deleted");
    return deleted;
  }

  /**
   * Pushes a new job with another payload into the topic of a stored one.
   *
   * @param likely the state in which the original was seen
   * @param deletes whether the original is to be deleted; a running one stays
   * @throws io.pepper.bus.UnknownStoredJobException if the original is gone
   */
  @Requires(Permission.PUSH_JOBS)
  public PushedAgain pushAgain(
      TopicId topic, JobId original, Optional<JobState> likely, byte[] payload, boolean deletes) {
    check(Permission.PUSH_JOBS, topic);
    FoundJob found = finder.find(topic, original, likely, Optional.empty());
    PushedAgain pushed = jobs.pushAgain(topic, found, payload, deletes);
    trail.note(
        "push job again",
        topic,
        "%s, %d bytes, %s"
            .formatted(original, found.listed().job().payload().length, found.state()),
        "%s, %d bytes; original %s"
            .formatted(pushed.id(), payload.length, pushed.isDeleted() ? "deleted" : "kept"));
    return pushed;
  }

  /** Pings the topic's consumer. */
  @Requires(Permission.CALL_CONSUMERS)
  public ConsumerResponse ping(TopicId topic) {
    check(Permission.CALL_CONSUMERS, topic);
    ConsumerResponse response = jobs.ping(topic);
    trail.note("ping consumer", topic, null, outcome(response));
    return response;
  }

  /** Sends one payload to the topic's consumer outside the queue. */
  @Requires(Permission.CALL_CONSUMERS)
  public ConsumerResponse test(TopicId topic, byte[] payload) {
    check(Permission.CALL_CONSUMERS, topic);
    ConsumerResponse response = jobs.test(topic, payload);
    trail.note("test consumer", topic, payload.length + " bytes", outcome(response));
    return response;
  }

  private void check(Permission permission, TopicId topic) {
    caller.require(permission, Set.of(queues.get(topic).tag()));
  }

  private static String outcome(ConsumerResponse response) {
    return response.succeeded() ? "succeeded" : "failed, code '" + response.code() + "'";
  }

  private static String shown(List<JobId> ids) {
    String more = ids.size() > MAX_IDS_NOTED ? " and " + (ids.size() - MAX_IDS_NOTED) : "";
    return ids.stream().limit(MAX_IDS_NOTED).toList() + more;
  }
}
