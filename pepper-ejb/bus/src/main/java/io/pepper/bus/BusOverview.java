package io.pepper.bus;

import io.pepper.bus.definition.QueueDefinition;
import io.pepper.bus.definition.TopicDefinition;
import io.pepper.bus.dispatch.Dispatch;
import io.pepper.bus.metrics.BusFigures;
import io.pepper.job.TopicId;
import io.pepper.store.JobStore;
import io.pepper.store.StoreUnavailableException;
import io.pepper.store.TopicContents;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The figures of all queues for the dashboard and the metrics: read once, however many pages show
 * them. With thousands of topics reading takes milliseconds; so the figures may be older then, and
 * are read less often. Safe for any number of threads; may block while the store is read.
 */
public final class BusOverview {
  private static final Duration MIN_AGE = Duration.ofSeconds(1);
  private static final Duration MAX_AGE = Duration.ofSeconds(10);

  /** A hundred times what reading a topic takes, about. */
  private static final Duration AGE_PER_TOPIC = Duration.ofMillis(1);

  private final Queues queues;
  private final JobStore store;
  private final BusFigures figures;
  private final Dispatch dispatch;
  private final Clock clock;
  private final ReentrantLock refreshing = new ReentrantLock();
  private volatile BusSnapshot latest = new BusSnapshot(Instant.MIN, List.of(), Optional.empty());

  /** The age from which the latest figures are read again. */
  private volatile Duration age = MIN_AGE;

  BusOverview(Queues queues, JobStore store, BusFigures figures, Dispatch dispatch, Clock clock) {
    this.queues = queues;
    this.store = store;
    this.figures = figures;
    this.dispatch = dispatch;
    this.clock = clock;
  }

  /** Returns the figures, usually at most a second old, of all queues that are defined now. */
  public BusSnapshot now() {
    if (isFresh(latest)) {
      return latest;
    }
    refreshing.lock();
    try {
      if (!isFresh(latest)) {
        latest = read();
        age = age(latest);
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
    Instant now = clock.instant();
    try {
      return topic(id, topic, Optional.of(store.contents(List.of(id)).getFirst()), now);
    } catch (StoreUnavailableException e) {
      return topic(id, topic, Optional.empty(), now);
    }
  }

  private boolean isFresh(BusSnapshot snapshot) {
    return clock.instant().minus(age).isBefore(snapshot.at()) && isOfPresentQueues(snapshot);
  }

  /** Returns whether nothing was defined since: who has just changed a queue sees it changed. */
  private boolean isOfPresentQueues(BusSnapshot snapshot) {
    Iterator<QueueDefinition> present = queues.all().iterator();
    for (QueueOverview queue : snapshot.queues()) {
      if (!present.hasNext() || !queue.definition().equals(present.next())) {
        return false;
      }
    }
    return !present.hasNext();
  }

  private static Duration age(BusSnapshot snapshot) {
    int topics = snapshot.queues().stream().mapToInt(queue -> queue.topics().size()).sum();
    Duration wanted = AGE_PER_TOPIC.multipliedBy(topics);
    if (wanted.compareTo(MIN_AGE) < 0) {
      return MIN_AGE;
    }
    return wanted.compareTo(MAX_AGE) > 0 ? MAX_AGE : wanted;
  }

  private BusSnapshot read() {
    List<QueueDefinition> all = List.copyOf(queues.all());
    try {
      Iterator<TopicContents> contents =
          store
              .contents(
                  all.stream()
                      .flatMap(queue -> queue.topics().keySet().stream().map(queue::idOf))
                      .toList())
              .iterator();
      return snapshot(all, () -> Optional.of(contents.next()), Optional.empty());
    } catch (StoreUnavailableException e) {
      return snapshot(all, Optional::empty, Optional.of(e.getMessage()));
    }
  }

  /**
   * @param contents what the topics hold, one after the other
   */
  private BusSnapshot snapshot(
      List<QueueDefinition> all,
      Supplier<Optional<TopicContents>> contents,
      Optional<String> problem) {
    Instant now = clock.instant();
    List<QueueOverview> overviews =
        all.stream()
            .map(queue ->
                new QueueOverview(
                    queue,
                    figures.of(queue.name()).read(),
                    queue.topics().values().stream()
                        .map(topic -> topic(queue.idOf(topic.name()), topic, contents.get(), now))
                        .toList()))
            .toList();
    return new BusSnapshot(now, overviews, problem);
  }

  private TopicOverview topic(
      TopicId id, TopicDefinition topic, Optional<TopicContents> contents, Instant now) {
    return new TopicOverview(
        id,
        topic,
        contents.map(TopicContents::counts),
        contents.map(each ->
            each.oldestReady()
                .map(accepted -> Duration.between(accepted, now))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO)),
        figures.of(id).read(),
        dispatch.status(id));
  }
}
