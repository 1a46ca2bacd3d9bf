package io.pepper.store.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.KeyValue;
import io.pepper.store.JobCounts;
import io.pepper.store.TopicContents;
import io.pepper.store.redis.connection.RedisCalls;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;

/**
 * The contents of one topic while Redis is asked for them, in two steps so that those of many
 * topics share two round trips: what there is, then what is in the lists of the nodes and at the
 * end of the ready list.
 */
final class RedisContents {
  static final byte[] SUCCEEDED = "succeeded".getBytes(US_ASCII);
  static final byte[] FAILED = "failed".getBytes(US_ASCII);

  private final RedisCalls calls;
  private final RedisTopic topic;
  private final Future<Long> ready;
  private final Future<Long> retries;
  private final Future<Long> scheduled;
  private final Future<Long> dead;
  private final Future<List<KeyValue<byte[], byte[]>>> figures;
  private final Future<Set<byte[]>> nodes;
  private List<Future<Long>> running = List.of();
  private Optional<Future<List<byte[]>>> oldest = Optional.empty();

  /** Sends the first questions. */
  RedisContents(RedisCalls calls, RedisTopic topic) {
    this.calls = calls;
    this.topic = topic;
    this.ready = calls.send(redis -> redis.llen(topic.ready));
    this.retries = calls.send(redis -> redis.llen(topic.originalRetries));
    this.scheduled = calls.send(redis -> redis.zcard(topic.scheduled));
    this.dead = calls.send(redis -> redis.llen(topic.dead));
    this.figures = calls.send(redis -> redis.hmget(topic.figures, SUCCEEDED, FAILED));
    this.nodes = calls.send(redis -> redis.smembers(topic.nodes));
  }

  /** Waits for the first answers and sends the other questions. */
  RedisContents askForRest() {
    running =
        calls.await(nodes).stream()
            .map(node -> topic.runningOf(new String(node, UTF_8)))
            .map(key -> calls.send(redis -> redis.llen(key)))
            .toList();
    if (calls.await(ready) > 0) {
      oldest = Optional.of(calls.send(redis -> redis.lrange(topic.ready, -1, -1)));
    }
    return this;
  }

  TopicContents read() {
    List<KeyValue<byte[], byte[]>> totals = calls.await(figures);
    JobCounts counts =
        new JobCounts(
            calls.await(ready),
            calls.await(scheduled) + calls.await(retries),
            running.stream().mapToLong(calls::await).sum(),
            calls.await(dead),
            number(totals.get(0)),
            number(totals.get(1)));
    return new TopicContents(
        counts,
        oldest
            .map(calls::await)
            .filter(last -> !last.isEmpty())
            .map(last -> RedisListing.job(last.getFirst()).id().acceptedAt()));
  }

  private static long number(KeyValue<byte[], byte[]> figure) {
    return figure.hasValue() ? Long.parseLong(new String(figure.getValue(), US_ASCII)) : 0;
  }
}
