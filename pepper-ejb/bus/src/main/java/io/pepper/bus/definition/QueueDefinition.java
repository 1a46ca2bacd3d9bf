package io.pepper.bus.definition;

import io.pepper.definition.InvalidDefinitionException;
import io.pepper.job.QueueName;
import io.pepper.job.TopicId;
import io.pepper.job.TopicName;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The definition of a queue, to which producers push (docs/protocol.md, The queue document).
 *
 * @param maxPayloadBytes the largest payload of one job; 1 to 64 MiB
 * @param maxLength the most ready jobs in any one topic before pushes are refused; 0 for no limit
 * @param topics sorted by name; may be empty, then pushes are refused
 */
public record QueueDefinition(
    QueueName name,
    Secret secret,
    int maxPayloadBytes,
    long maxLength,
    Map<TopicName, TopicDefinition> topics) {
  public static final int DEFAULT_MAX_PAYLOAD_BYTES = 1 << 20;
  private static final int MAX_PAYLOAD_BYTES = 64 << 20;

  public QueueDefinition {
    topics = Collections.unmodifiableMap(new TreeMap<>(topics));
    if (maxPayloadBytes < 1 || maxPayloadBytes > MAX_PAYLOAD_BYTES) {
      throw new InvalidDefinitionException(
          "maxPayloadBytes", "must be 1 to " + MAX_PAYLOAD_BYTES + ", not " + maxPayloadBytes);
    }
    if (maxLength < 0) {
      throw new InvalidDefinitionException(
          "maxLength", "must be 0 (no limit) or more, not " + maxLength);
    }
  }

  public Optional<TopicDefinition> topic(TopicName topic) {
    return Optional.ofNullable(topics.get(topic));
  }

  public TopicId idOf(TopicName topic) {
    return new TopicId(name, topic);
  }

  /** Returns the same queue with one topic added or replaced. */
  public QueueDefinition with(TopicDefinition topic) {
    Map<TopicName, TopicDefinition> changed = new TreeMap<>(topics);
    changed.put(topic.name(), topic);
    return new QueueDefinition(name, secret, maxPayloadBytes, maxLength, changed);
  }

  /** Returns the same queue without the topics for which the condition does not hold. */
  public QueueDefinition withOnly(Predicate<TopicDefinition> shown) {
    Map<TopicName, TopicDefinition> some = new TreeMap<>(topics);
    some.values().removeIf(shown.negate());
    return new QueueDefinition(name, secret, maxPayloadBytes, maxLength, some);
  }
}
