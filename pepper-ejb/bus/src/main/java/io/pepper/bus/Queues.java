package io.pepper.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.bus.definition.QueueDefinition;
import io.pepper.bus.definition.QueueDocument;
import io.pepper.bus.definition.TopicDefinition;
import io.pepper.coordination.Coordination;
import io.pepper.coordination.Coordination.Entry;
import io.pepper.coordination.EntryFormat;
import io.pepper.coordination.ReplicatedMap;
import io.pepper.coordination.ReplicatedMap.Terms;
import io.pepper.coordination.ReplicatedMapListener;
import io.pepper.coordination.Versioned;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.job.QueueName;
import io.pepper.job.TopicId;
import jakarta.json.JsonObject;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The defined queues, the same on every node: kept in Coordination under {@code queues/}, read from
 * a snapshot in memory. A change is in force on this node when the method returns, and on the
 * others within a second. Safe for any number of threads; changing methods block.
 */
public final class Queues implements AutoCloseable {
  private static final String PREFIX = "queues/";
  private static final int MAX_QUEUES = 10_000;

  /** The form that queues have in Coordination. */
  private static final class StoredQueues implements EntryFormat<QueueName, QueueDefinition> {
    @Override
    public QueueName key(String name) {
      return new QueueName(name);
    }

    @Override
    public QueueDefinition read(QueueName queue, Entry entry) {
      return QueueDocument.readStored(queue, entry.value());
    }

    @Override
    public byte[] write(QueueDefinition queue) {
      return QueueDocument.writeStored(queue).toString().getBytes(UTF_8);
    }
  }

  private final Runnable changed;
  private final ReplicatedMap<QueueName, QueueDefinition> queues;

  /** All queues, copied at each change: looking one up must not take longer than a hash. */
  private volatile Map<QueueName, QueueDefinition> snapshot = Map.of();

  /**
   * Creates an empty table; {@link #open} reads it.
   *
   * @param changed called after every change, under a lock: must be quick
   */
  public Queues(Coordination coordination, Runnable changed) {
    this.changed = changed;
    this.queues =
        new ReplicatedMap<>(
            coordination,
            new Terms(PREFIX, "queues", MAX_QUEUES),
            new StoredQueues(),
            new ReplicatedMapListener<>() {
              @Override
              public void applied(Set<QueueName> keys) {
                publish();
              }
            });
  }

  /** Reads the definitions and follows changes from then on. */
  public void open() {
    queues.open();
  }

  /** Returns all queues, sorted by name. */
  public Collection<QueueDefinition> all() {
    return snapshot.values();
  }

  public Optional<QueueDefinition> find(QueueName queue) {
    return Optional.ofNullable(snapshot.get(queue));
  }

  /**
   * Returns a queue.
   *
   * @throws UnknownQueueException if it is not defined
   */
  public QueueDefinition get(QueueName queue) {
    return find(queue).orElseThrow(() -> new UnknownQueueException(queue));
  }

  /**
   * Returns a topic.
   *
   * @throws UnknownQueueException if the queue is not defined
   * @throws UnknownTopicException if the queue has no such topic
   */
  public TopicDefinition get(TopicId topic) {
    return get(topic.queue())
        .topic(topic.topic())
        .orElseThrow(() -> new UnknownTopicException(topic));
  }

  /**
   * Defines a queue, or changes it.
   *
   * @param document the queue document (docs/protocol.md, The queue document)
   * @throws InvalidDefinitionException naming the wrong field; nothing has changed then
   */
  public QueueDefinition define(QueueName queue, JsonObject document) {
    return define(queue, document, (before, after) -> {});
  }

  /**
   * Defines a queue, or changes it, if the check allows it.
   *
   * @param check gets what there is and what will be, once or more often, and throws what it
   *     refuses; nothing has changed then
   */
  public QueueDefinition define(
      QueueName queue,
      JsonObject document,
      BiConsumer<Optional<QueueDefinition>, QueueDefinition> check) {
    return queues
        .change(
            queue,
            present -> {
              QueueDefinition after = QueueDocument.read(queue, document, present);
              check.accept(present, after);
              return Optional.of(after);
            })
        .orElseThrow();
  }

  /**
   * Returns the definition that {@link #define} would store, and stores nothing.
   *
   * @throws InvalidDefinitionException naming the wrong field
   */
  public QueueDefinition check(QueueName queue, JsonObject document) {
    return QueueDocument.read(queue, document, find(queue));
  }

  /**
   * Removes a queue's definition. Its jobs stay in the store and are there again when it is defined
   * again.
   *
   * @return whether there was one
   */
  public boolean remove(QueueName queue) {
    return remove(queue, present -> {});
  }

  /**
   * Removes a queue's definition, if the check allows it.
   *
   * @param check gets what there is, once or more often, and throws what it refuses
   */
  public boolean remove(QueueName queue, Consumer<QueueDefinition> check) {
    if (find(queue).isEmpty()) {
      return false;
    }
    queues.change(
        queue,
        present -> {
          present.ifPresent(check);
          return Optional.empty();
        });
    return true;
  }

  /** Pauses the delivery of a topic until {@link #resume}; jobs are still accepted. */
  public TopicDefinition pause(TopicId topic) {
    return setPaused(topic, true);
  }

  /** Resumes the delivery of a paused topic. */
  public TopicDefinition resume(TopicId topic) {
    return setPaused(topic, false);
  }

  @Override
  public void close() {
    queues.close();
  }

  private TopicDefinition setPaused(TopicId topic, boolean paused) {
    return queues
        .change(
            topic.queue(),
            present -> {
              QueueDefinition queue =
                  present.orElseThrow(() -> new UnknownQueueException(topic.queue()));
              TopicDefinition old =
                  queue.topic(topic.topic()).orElseThrow(() -> new UnknownTopicException(topic));
              return Optional.of(queue.with(old.withPaused(paused)));
            })
        .orElseThrow()
        .topic(topic.topic())
        .orElseThrow();
  }

  private void publish() {
    Map<QueueName, QueueDefinition> next = new LinkedHashMap<>();
    queues.all().map(Versioned::value).forEach(queue -> next.put(queue.name(), queue));
    snapshot = Collections.unmodifiableMap(next);
    changed.run();
  }
}
