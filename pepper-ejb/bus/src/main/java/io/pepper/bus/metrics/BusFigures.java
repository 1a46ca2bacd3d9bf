package io.pepper.bus.metrics;

import io.pepper.job.QueueName;
import io.pepper.job.TopicId;
import io.pepper.store.JobStore;
import io.pepper.store.StoreUnavailableException;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The figures of every topic and queue of this node. Safe for any number of threads. */
public final class BusFigures {
  private static final System.Logger LOG = System.getLogger(BusFigures.class.getName());

  private final Clock clock;
  private final Map<TopicId, TopicFigures> topics = new ConcurrentHashMap<>();
  private final Map<QueueName, QueueFigures> queues = new ConcurrentHashMap<>();

  /** The topics with counts to save: of thousands that are idle, none is looked at. */
  private final Set<TopicId> unsaved = ConcurrentHashMap.newKeySet();

  public BusFigures(Clock clock) {
    this.clock = clock;
  }

  /** Returns a topic's figures, created at first use; callers keep them. */
  public TopicFigures of(TopicId topic) {
    return topics.computeIfAbsent(topic, id -> new TopicFigures(clock, () -> unsaved.add(id)));
  }

  /** Returns a queue's figures, created at first use; for defined queues only. */
  public QueueFigures of(QueueName queue) {
    QueueFigures figures = queues.get(queue);
    return figures != null ? figures : queues.computeIfAbsent(queue, id -> new QueueFigures());
  }

  /** Returns the figures of all topics seen so far, sorted. */
  public Map<TopicId, TopicSnapshot> topics() {
    return topics.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, each -> each.getValue().read(), (a, b) -> a, TreeMap::new));
  }

  /** Returns the figures of all queues seen so far, sorted. */
  public Map<QueueName, QueueSnapshot> queues() {
    return queues.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, each -> each.getValue().read(), (a, b) -> a, TreeMap::new));
  }

  /** Drops the figures of queues, and their topics, that are no longer defined. */
  public void keepOnly(Set<QueueName> defined) {
    queues.keySet().retainAll(defined);
    topics.keySet().removeIf(topic -> !defined.contains(topic.queue()));
    unsaved.retainAll(topics.keySet());
  }

  /**
   * Adds new counts to the store's totals; called about once a second and at the end, by one
   * thread. Counts that the store cannot add now are added next time.
   *
   * @return false if the store was not available
   */
  public boolean save(JobStore store) {
    for (TopicId topic : unsaved) {
      TopicFigures figures = topics.get(topic);
      if (figures != null && !save(store, topic, figures)) {
        return false;
      }
    }
    return true;
  }

  private boolean save(JobStore store, TopicId topic, TopicFigures figures) {
    // Before they are read: what is counted from here on adds it again.
    unsaved.remove(topic);
    boolean isSaved = false;
    try {
      TopicFigures.Unsaved counts = figures.unsaved();
      store.addFigures(topic, counts.succeeded(), counts.failed());
      figures.saved(counts);
      isSaved = true;
    } catch (StoreUnavailableException e) {
      LOG.log(System.Logger.Level.DEBUG, "figures of " + topic + " are saved later", e);
    } finally {
      if (!isSaved) {
        unsaved.add(topic);
      }
    }
    return isSaved;
  }
}
