package io.pepper.bus;

import io.pepper.bus.accept.Enqueuer;
import io.pepper.bus.accept.Enqueuer.DelayedPayload;
import io.pepper.bus.accept.Enqueuer.Push;
import io.pepper.bus.accept.RefusedException;
import io.pepper.bus.accept.TopicPush;
import io.pepper.bus.accept.TraceIdGenerator;
import io.pepper.bus.definition.QueueDefinition;
import io.pepper.bus.delivery.ConsumerResponse;
import io.pepper.bus.dispatch.Dispatch;
import io.pepper.bus.metrics.TopicStatus;
import io.pepper.connector.fastcgi.FastCgiPool;
import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.job.JobState;
import io.pepper.job.QueueName;
import io.pepper.job.TopicId;
import io.pepper.store.JobCounts;
import io.pepper.store.JobListPage;
import io.pepper.store.JobStore;
import io.pepper.store.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The operations of people and programs on jobs: push, list, replay, purge. Every method blocks,
 * checks that the queue or topic is defined ({@link UnknownQueueException}, {@link
 * UnknownTopicException}) and may throw {@link StoreUnavailableException}. Safe for any number of
 * threads.
 */
public final class Jobs {
  private final Queues queues;
  private final JobStore store;
  private final Enqueuer enqueuer;
  private final Dispatch dispatch;
  private final TraceIdGenerator traceIds;
  private final Clock clock;

  Jobs(
      Queues queues,
      JobStore store,
      Enqueuer enqueuer,
      Dispatch dispatch,
      TraceIdGenerator traceIds,
      Clock clock) {
    this.queues = queues;
    this.store = store;
    this.enqueuer = enqueuer;
    this.dispatch = dispatch;
    this.traceIds = traceIds;
    this.clock = clock;
  }

  /**
   * Accepts jobs; they are stored in every topic when it returns.
   *
   * @param delay the time before they become ready; zero for at once
   * @return one id per payload
   * @throws RefusedException if they are refused, all of them
   */
  public List<JobId> push(QueueName queue, List<byte[]> payloads, Duration delay) {
    QueueDefinition definition = queues.get(queue);
    String traceId = traceIds.of(enqueuer.traceNumber());
    Push push =
        delay.isPositive()
            ? enqueuer.acceptDelayed(definition, delayed(payloads, delay), traceId)
            : enqueuer.accept(definition, payloads, traceId);
    try {
      push.stored().join();
    } catch (CompletionException e) {
      throw new StoreUnavailableException(e.getCause().getMessage(), e.getCause());
    }
    return push.ids();
  }

  /** Returns the number of the topic's jobs in each state, over all nodes. */
  public JobCounts counts(TopicId topic) {
    queues.get(topic);
    return store.counts(topic);
  }

  /** Returns how long the oldest ready job has waited; zero when none waits. */
  public Duration oldestReady(TopicId topic) {
    queues.get(topic);
    return store.oldestReady(topic).map(this::age).orElse(Duration.ZERO);
  }

  /**
   * Lists jobs in one state, next to run first; dead jobs newest first.
   *
   * @param cursor of the page before; empty for the first page
   * @param limit 1 to 1000
   */
  public JobListPage browse(TopicId topic, JobState state, Optional<String> cursor, int limit) {
    queues.get(topic);
    return store.browse(topic, state, cursor, limit);
  }

  /**
   * Makes dead jobs ready again, oldest first.
   *
   * @return how many
   */
  public int replay(TopicId topic, int limit) {
    queues.get(topic);
    int replayed = store.replay(topic, limit);
    dispatch.signal(topic);
    return replayed;
  }

  /**
   * Makes these dead jobs ready again.
   *
   * @return how many of them were dead
   */
  public int replay(TopicId topic, List<JobId> ids) {
    queues.get(topic);
    int replayed = store.replay(topic, ids);
    dispatch.signal(topic);
    return replayed;
  }

  /**
   * Deletes the topic's dead jobs for good, oldest first.
   *
   * @param limit at most this many
   * @return how many
   */
  public long purgeDead(TopicId topic, long limit) {
    queues.get(topic);
    return store.purgeDead(topic, limit);
  }

  /**
   * Deletes these jobs for good; one that has left the state by then stays.
   *
   * @return how many of them were in that state
   * @throws IllegalArgumentException if the state is running
   */
  public int delete(TopicId topic, JobState state, List<JobId> ids) {
    queues.get(topic);
    return store.delete(topic, state, ids);
  }

  /**
   * Pushes a new job with another payload into the topic of a stored one, and into no other topic.
   * The new one is stored before the original is deleted: a crash in between leaves both. The
   * queue's length is not limited here, since people push few.
   *
   * @param deletes whether to delete the original; one that runs stays
   * @throws RefusedException if the queue does not accept the payload
   */
  public PushedAgain pushAgain(TopicId topic, FoundJob original, byte[] payload, boolean deletes) {
    queues.get(topic);
    JobId id = push(topic, payload);
    boolean isDeleted =
        deletes
            && original.state() != JobState.RUNNING
            && store.delete(topic, original.state(), List.of(original.listed().job().id())) > 0;
    return new PushedAgain(id, isDeleted);
  }

  private JobId push(TopicId topic, byte[] payload) {
    String traceId = traceIds.of(enqueuer.traceNumber());
    CompletableFuture<JobId> pushed =
        new TopicPush(store, enqueuer).push(queues.get(topic.queue()), topic, payload, traceId);
    try {
      JobId id = pushed.join();
      dispatch.signal(topic);
      return id;
    } catch (CompletionException e) {
      throw new StoreUnavailableException(e.getCause().getMessage(), e.getCause());
    }
  }

  /**
   * Pings the topic's consumer: whether it can be reached and serves the topic.
   *
   * @throws IllegalArgumentException if its consumers fetch for themselves
   */
  public ConsumerResponse ping(TopicId topic) {
    return dispatch.ping(topic, queues.get(topic));
  }

  /**
   * Returns the state of the php-fpm children that run the topic's scripts, as this node knows it;
   * empty for other consumers, and for topics that other nodes deliver.
   */
  public Optional<FastCgiPool> pool(TopicId topic) {
    return dispatch.status(topic).flatMap(TopicStatus::pool);
  }

  /**
   * Sends one job to the topic's consumer outside the queue: nothing is stored, counted or
   * repeated.
   *
   * @throws IllegalArgumentException if its consumers fetch for themselves
   */
  public ConsumerResponse test(TopicId topic, byte[] payload) {
    Job job = Job.accepted(enqueuer.traceNumber(), traceIds.of(enqueuer.traceNumber()), payload);
    return dispatch.test(topic, queues.get(topic), job);
  }

  private List<DelayedPayload> delayed(List<byte[]> payloads, Duration delay) {
    Instant due = clock.instant().plus(delay);
    return payloads.stream().map(payload -> new DelayedPayload(payload, due)).toList();
  }

  private Duration age(Job job) {
    Duration age = Duration.between(job.id().acceptedAt(), clock.instant());
    return age.isNegative() ? Duration.ZERO : age;
  }
}
