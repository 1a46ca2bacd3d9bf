package io.pepper.bus;

import io.pepper.bus.definition.QueueDefinition;
import io.pepper.bus.definition.TopicDefinition;
import io.pepper.bus.dispatch.Dispatch;
import io.pepper.bus.metrics.BusFigures;
import io.pepper.job.TopicId;
import io.pepper.store.JobCounts;
import io.pepper.store.JobStore;
import io.pepper.store.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The figures of all queues for the dashboard and the metrics, at most a second old: the store is
 * read once a second, however many pages show them. Safe for any number of threads; may block while
 * the store is read.
 */
public final class BusOverview {
  private static final Duration MAX_AGE = Duration.ofSeconds(1);

  private final Queues queues;
  private final JobStore store;
  private final BusFigures figures;
  private final Dispatch dispatch;
  private final Clock clock;
  private final ReentrantLock refreshing = new ReentrantLock();
  private volatile BusSnapshot latest = new BusSnapshot(Instant.MIN, List.of(), Optional.empty());

  BusOverview(Queues queues, JobStore store, BusFigures figures, Dispatch dispatch, Clock clock) {
    this.queues = queues;
    this.store = store;
    this.figures = figures;
    this.dispatch = dispatch;
    this.clock = clock;
  }

  /** Returns the figures, at most a second old. */
  public BusSnapshot now() {
    if (isFresh(latest)) {
      return latest;
    }
    refreshing.lock();
    try {
      if (!isFresh(latest)) {
        latest = refresh();
      }
      return latest;
    } finally {
      refreshing.unlock();
    }
  }

  /**
   * Returns one topic as it is now; its counts are empty when the store does not answer.
   *
   * @throws UnknownQueueException if the queue is not defined
   * @throws UnknownTopicException if the queue has no such topic
   */
  public TopicOverview topic(TopicId id) {
    TopicDefinition topic = queues.get(id);
    try {
      return read(id, topic);
    } catch (StoreUnavailableException e) {
      return topic(id, topic, Optional.empty(), Optional.empty());
    }
  }

  private boolean isFresh(BusSnapshot snapshot) {
    return clock.instant().minus(MAX_AGE).isBefore(snapshot.at());
  }

  private BusSnapshot refresh() {
    Optional<String> problem = Optional.empty();
    List<QueueOverview> all = new ArrayList<>();
    for (QueueDefinition queue : queues.all()) {
      List<TopicOverview> topics = new ArrayList<>(queue.topics().size());
      for (TopicDefinition topic : queue.topics().values()) {
        TopicId id = queue.idOf(topic.name());
        if (problem.isEmpty()) {
          try {
            topics.add(read(id, topic));
            continue;
          } catch (StoreUnavailableException e) {
            problem = Optional.of(e.getMessage());
          }
        }
        topics.add(topic(id, topic, Optional.empty(), Optional.empty()));
      }
      all.add(new QueueOverview(queue, figures.of(queue.name()).read(), topics));
    }
    return new BusSnapshot(clock.instant(), all, problem);
  }

  private TopicOverview read(TopicId id, TopicDefinition topic) {
    JobCounts counts = store.counts(id);
    Duration oldest =
        store
            .oldestReady(id)
            .map(job -> Duration.between(job.id().acceptedAt(), clock.instant()))
            .filter(Duration::isPositive)
            .orElse(Duration.ZERO);
    return topic(id, topic, Optional.of(counts), Optional.of(oldest));
  }

  private TopicOverview topic(
      TopicId id, TopicDefinition topic, Optional<JobCounts> counts, Optional<Duration> oldest) {
    return new TopicOverview(id, topic, counts, oldest, figures.of(id).read(), dispatch.status(id));
  }
}
