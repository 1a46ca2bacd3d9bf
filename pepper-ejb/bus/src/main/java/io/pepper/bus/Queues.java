package io.pepper.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.bus.definition.QueueDefinition;
import io.pepper.bus.definition.QueueDocument;
import io.pepper.bus.definition.TopicDefinition;
import io.pepper.coordination.Coordination;
import io.pepper.coordination.Coordination.Change;
import io.pepper.coordination.Coordination.Changes;
import io.pepper.coordination.Coordination.Entry;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.job.QueueName;
import io.pepper.job.TopicId;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The defined queues, the same on every node: kept in Coordination under {@code queues/}, read from
 * a snapshot in memory. A change is in force on this node when the method returns, and on the
 * others within a second. Safe for any number of threads; changing methods block.
 */
public final class Queues implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Queues.class.getName());
  private static final String PREFIX = "queues/";
  private static final int MAX_QUEUES = 10_000;

  private record Kept(Optional<QueueDefinition> definition, long revision) {}

  private final Coordination coordination;
  private final Runnable changed;
  private final Map<QueueName, Kept> kept = new TreeMap<>();
  private volatile Map<QueueName, QueueDefinition> snapshot = Map.of();
  private Coordination.Watch watch;

  /**
   * Creates an empty table; {@link #open} reads it.
   *
   * @param changed called after every change, under this object's lock: must be quick
   */
  public Queues(Coordination coordination, Runnable changed) {
    this.coordination = coordination;
    this.changed = changed;
  }

  /** Reads the definitions and follows changes from then on. */
  public void open() {
    readAll(coordination.list(PREFIX).entries());
    watch = coordination.follow(PREFIX, this::applyAll);
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
    return change(queue, present -> Optional.of(QueueDocument.read(queue, document, present)))
        .orElseThrow();
  }

  /**
   * Removes a queue's definition. Its jobs stay in the store and are there again when it is defined
   * again.
   *
   * @return whether there was one
   */
  public boolean remove(QueueName queue) {
    if (find(queue).isEmpty()) {
      return false;
    }
    change(queue, present -> Optional.empty());
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
    if (watch != null) {
      watch.close();
    }
  }

  private TopicDefinition setPaused(TopicId topic, boolean paused) {
    return change(
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

  private interface Edit extends UnaryOperator<Optional<QueueDefinition>> {}

  /** Reads, edits and writes, again and again while another node is faster. */
  private Optional<QueueDefinition> change(QueueName queue, Edit edit) {
    String key = PREFIX + queue;
    while (true) {
      long known = known(queue);
      Optional<Entry> entry = coordination.get(key);
      Optional<QueueDefinition> present = entry.flatMap(e -> read(queue, e.value()));
      Optional<QueueDefinition> next = edit.apply(present);
      if (entry.isPresent() && next.equals(present)) {
        apply(changeOf(entry.get()), entry.get().revision() < known);
        return next;
      }
      if (next.isEmpty()) {
        coordination.delete(key);
        long gone = entry.map(Entry::revision).orElse(known) + 1;
        apply(new Change(key, Optional.empty(), gone), gone <= known);
        return next;
      }
      refuseTooMany(queue);
      byte[] value = QueueDocument.writeStored(next.get()).toString().getBytes(UTF_8);
      long expected = entry.map(Entry::revision).orElse(0L);
      Optional<Long> written = coordination.compareAndPut(key, expected, value, Optional.empty());
      if (written.isPresent()) {
        // Writing after what was known raises the revision, unless the store has gone back.
        apply(new Change(key, Optional.of(value), written.get()), written.get() <= known);
        return next;
      }
    }
  }

  private void refuseTooMany(QueueName queue) {
    if (snapshot.size() >= MAX_QUEUES && !snapshot.containsKey(queue)) {
      throw new InvalidDefinitionException(
          "", "there are " + MAX_QUEUES + " queues, which is the most; delete one first");
    }
  }

  private static Change changeOf(Entry entry) {
    return new Change(entry.key(), Optional.of(entry.value()), entry.revision());
  }

  /** Adds entries and publishes once: publishing takes time for every queue. */
  private synchronized void readAll(List<Entry> entries) {
    entries.forEach(entry -> keep(changeOf(entry), false));
    publish();
  }

  private void applyAll(Changes changes) {
    if (changes.isRestored()) {
      forgetAfter(changes.revision());
    }
    changes.each(change -> apply(change, changes.isRestored()));
  }

  /** Drops removals after a restored revision: they would hide entries that are newer. */
  private synchronized void forgetAfter(long revision) {
    kept.values().removeIf(old -> old.definition.isEmpty() && old.revision > revision);
  }

  /**
   * Applies a change. They arrive from {@link #change} and from the watch, in any order: the newest
   * wins.
   *
   * @param replaces true if it holds even when its revision is lower than the known one
   */
  private synchronized void apply(Change change, boolean replaces) {
    if (keep(change, replaces)) {
      publish();
    }
  }

  private synchronized long known(QueueName queue) {
    Kept present = kept.get(queue);
    return present == null ? 0 : present.revision;
  }

  private boolean keep(Change change, boolean replaces) {
    QueueName queue = new QueueName(change.key().substring(PREFIX.length()));
    long known = known(queue);
    if (known == change.revision() || known > change.revision() && !replaces) {
      return false;
    }
    Optional<QueueDefinition> definition = change.value().flatMap(value -> read(queue, value));
    kept.put(queue, new Kept(definition, change.revision()));
    if (kept.size() > 2 * MAX_QUEUES) {
      kept.values().removeIf(old -> old.definition.isEmpty());
    }
    return true;
  }

  private void publish() {
    Map<QueueName, QueueDefinition> next = new TreeMap<>();
    kept.forEach((queue, known) -> known.definition.ifPresent(found -> next.put(queue, found)));
    snapshot = Collections.unmodifiableMap(new LinkedHashMap<>(next));
    changed.run();
  }

  private static Optional<QueueDefinition> read(QueueName queue, byte[] value) {
    try {
      return Optional.of(QueueDocument.readStored(queue, value));
    } catch (JsonException | InvalidDefinitionException e) {
      LOG.log(
          Level.ERROR,
          "the kept definition of queue {0} cannot be read and is left out: {1}",
          queue,
          e.getMessage());
      return Optional.empty();
    }
  }
}
