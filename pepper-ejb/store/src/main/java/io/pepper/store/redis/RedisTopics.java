package io.pepper.store.redis;

import io.pepper.job.TopicId;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The topics of this process, created at first use. Safe for any number of threads. */
final class RedisTopics {
  private final String node;
  private final boolean cluster;
  private final Map<TopicId, RedisTopic> topics = new ConcurrentHashMap<>();
  private final Map<byte[], RedisTopic> byReadyKey = new ConcurrentHashMap<>();

  RedisTopics(String node, boolean cluster) {
    this.node = node;
    this.cluster = cluster;
  }

  RedisTopic of(TopicId id) {
    RedisTopic known = topics.get(id);
    return known != null ? known : topics.computeIfAbsent(id, this::newTopic);
  }

  private RedisTopic newTopic(TopicId id) {
    RedisTopic topic = new RedisTopic(id, node, cluster);
    byReadyKey.put(topic.ready, topic);
    return topic;
  }

  /** Finds a topic by its own instance of the key, {@link RedisTopic#ready}; null for others. */
  RedisTopic byReadyKey(byte[] key) {
    return byReadyKey.get(key);
  }

  Collection<RedisTopic> all() {
    return topics.values();
  }
}
