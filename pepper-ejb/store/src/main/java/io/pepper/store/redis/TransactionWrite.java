package io.pepper.store.redis;

import io.lettuce.core.protocol.CommandType;
import io.pepper.job.JobJson;
import io.pepper.job.TopicId;
import io.pepper.store.JobStore.Append;
import io.pepper.store.JobStore.DelayedJob;
import io.pepper.store.redis.connection.RespArguments;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The write of a transaction: one step for all topics, or in a cluster one for each topic, because
 * topics of a cluster may be on different servers.
 */
final class TransactionWrite {
  private final List<RedisTopic> readyTopics = new ArrayList<>();
  private final Map<RedisTopic, List<RedisWrite.Part>> partsByTopic = new LinkedHashMap<>();
  private final boolean cluster;

  /**
   * Creates the write.
   *
   * @param ready at most one entry of each topic
   */
  TransactionWrite(
      List<Append> ready,
      List<DelayedJob> delayed,
      Function<TopicId, RedisTopic> topics,
      boolean cluster) {
    this.cluster = cluster;
    ready.forEach(append -> add(topics.apply(append.topic()), append));
    delayed.stream()
        .collect(Collectors.groupingBy(DelayedJob::topic, LinkedHashMap::new, Collectors.toList()))
        .forEach((topic, jobs) -> add(topics.apply(topic), jobs));
  }

  private void add(RedisTopic topic, Append append) {
    RedisWrite.Part part = RedisWrite.Part.push(topic.ready, append.jobs());
    partsByTopic.computeIfAbsent(topic, key -> new ArrayList<>()).add(part);
    readyTopics.add(topic);
  }

  private void add(RedisTopic topic, List<DelayedJob> jobs) {
    ByteArrayOutputStream values = new ByteArrayOutputStream();
    for (DelayedJob each : jobs) {
      String due = Long.toString(each.due().toEpochMilli());
      values.writeBytes(RespArguments.pair(due, JobJson.write(each.job())));
    }
    RedisWrite.Part part =
        new RedisWrite.Part(
            CommandType.ZADD, topic.scheduled, values.toByteArray(), 2 * jobs.size());
    partsByTopic.computeIfAbsent(topic, key -> new ArrayList<>()).add(part);
  }

  RedisWrite write() {
    List<RedisWrite.AtomicGroup> steps = new ArrayList<>();
    if (cluster) {
      partsByTopic.values().forEach(parts -> steps.add(new RedisWrite.AtomicGroup(parts)));
    } else {
      steps.add(
          new RedisWrite.AtomicGroup(
              partsByTopic.values().stream().flatMap(List::stream).toList()));
    }
    return new RedisWrite(steps, List.of());
  }

  /** Returns the lengths of the ready lists, in the order of the ready entries. */
  long[] lengths(long[] replies) {
    long[] lengths = new long[readyTopics.size()];
    int at = 0;
    for (Map.Entry<RedisTopic, List<RedisWrite.Part>> entry : partsByTopic.entrySet()) {
      int index = readyTopics.indexOf(entry.getKey());
      if (index >= 0) {
        lengths[index] = replies[at];
      }
      at += entry.getValue().size();
    }
    return lengths;
  }
}
