package io.pepper.bus;

import io.pepper.bus.definition.QueueDefinition;
import io.pepper.bus.definition.TopicDefinition;
import io.pepper.bus.dispatch.Dispatch;
import io.pepper.bus.metrics.BusFigures;
import io.pepper.bus.metrics.QueueSnapshot;
import io.pepper.bus.metrics.TopicSnapshot;
import io.pepper.bus.metrics.TopicStatus;
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
 * Everything the dashboard and the metrics show, as of the last second: however many look, the
 * store is asked once. Safe for any number of threads; may block while it looks.
 */
public final class BusOverview {
  private static final Duration FRESH = Duration.ofSeconds(1);

  /**
   * One topic at that moment.
   *
   * @param counts over all nodes; empty when the store does not answer
   * @param oldestReady how long the oldest ready job has waited, zero when none does; empty when
   *     the store does not answer
   * @param figures of this node
   * @param status of this node's dispatcher; empty when another node's tag delivers it
   */
  public record Topic(
      TopicId id,
      TopicDefinition definition,
      Optional<JobCounts> counts,
      Optional<Duration> oldestReady,
      TopicSnapshot figures,
      Optional<TopicStatus> status) {}

  /**
   * One queue at that moment.
   *
   * @param accepted by this node
   */
  public record Queue(QueueDefinition definition, QueueSnapshot accepted, List<Topic> topics) {}

  /**
   * @param problem why counts are missing, in one line; empty when the store answers
   */
  public record Snapshot(Instant at, List<Queue> queues, Optional<String> problem) {}

  private final Queues queues;
  private final JobStore store;
  private final BusFigures figures;
  private final Dispatch dispatch;
  private final Clock clock;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile Snapshot latest = new Snapshot(Instant.MIN, List.of(), Optional.empty());

  BusOverview(Queues queues, JobStore store, BusFigures figures, Dispatch dispatch, Clock clock) {
    this.queues = queues;
    this.store = store;
    this.figures = figures;
    this.dispatch = dispatch;
    this.clock = clock;
  }

  /** At most a second old. */
  public Snapshot now() {
    if (isFresh(latest)) {
      return latest;
    }
    looking.lock();
    try {
      if (!isFresh(latest)) {
        latest = refresh();
      }
      return latest;
    } finally {
      looking.unlock();
    }
  }

  private boolean isFresh(Snapshot snapshot) {
    return clock.instant().minus(FRESH).isBefore(snapshot.at);
  }

  private Snapshot refresh() {
    Optional<String> problem = Optional.empty();
    List<Queue> all = new ArrayList<>();
    for (QueueDefinition queue : queues.all()) {
      List<Topic> topics = new ArrayList<>(queue.topics().size());
      for (TopicDefinition topic : queue.topics().values()) {
        TopicId id = queue.idOf(topic.name());
        if (problem.isEmpty()) {
          try {
            topics.add(refresh(id, topic));
            continue;
          } catch (StoreUnavailableException e) {
            problem = Optional.of(e.getMessage());
          }
        }
        topics.add(topic(id, topic, Optional.empty(), Optional.empty()));
      }
      all.add(new Queue(queue, figures.of(queue.name()).read(), topics));
    }
    return new Snapshot(clock.instant(), all, problem);
  }

  private Topic refresh(TopicId id, TopicDefinition topic) {
    JobCounts counts = store.counts(id);
    Duration oldest =
        store
            .oldestReady(id)
            .map(job -> Duration.between(job.id().acceptedAt(), clock.instant()))
            .filter(Duration::isPositive)
            .orElse(Duration.ZERO);
    return topic(id, topic, Optional.of(counts), Optional.of(oldest));
  }

  private Topic topic(
      TopicId id, TopicDefinition topic, Optional<JobCounts> counts, Optional<Duration> oldest) {
    return new Topic(id, topic, counts, oldest, figures.of(id).read(), dispatch.status(id));
  }
}
