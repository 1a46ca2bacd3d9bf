package io.pepper.store.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.protocol.CommandType;
import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.job.JobJson;
import io.pepper.job.JobState;
import io.pepper.job.TopicId;
import io.pepper.store.HeldJob;
import io.pepper.store.JobCounts;
import io.pepper.store.JobListPage;
import io.pepper.store.JobStore;
import io.pepper.store.StoreUnavailableException;
import io.pepper.store.WaitingDequeue;
import io.pepper.store.redis.connection.ListMoves;
import io.pepper.store.redis.connection.RedisAddress;
import io.pepper.store.redis.connection.RedisCalls;
import io.pepper.store.redis.connection.RedisConnection;
import io.pepper.store.redis.connection.RedisServers;
import io.pepper.store.redis.connection.RespArguments;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Jobs in Redis. Moves of one job are Redis's own atomic moves where there are any; where two steps
 * are needed the job is written to its new place first, and removed from the old one when Redis has
 * confirmed that.
 *
 * <p>In-flight jobs are in a running list per node. A node is alive while its heartbeat key is;
 * what a dead node held goes back to ready by {@link #recover} of any other.
 */
public final class RedisJobStore implements JobStore {
  private final String description;
  private final String node;
  private final boolean cluster;
  private final RedisServers servers;
  private final RedisConnection<StatefulConnection<byte[], byte[]>> writes;
  private final RedisConnection<StatefulConnection<byte[], byte[]>> reads;
  private final RedisWriteBatcher commit;
  private final RedisCalls calls;
  private final Heartbeat heartbeat;
  private final ReadyChannel channel;
  private final RedisMaintenance upkeep;
  private final RedisDequeues takes;
  private final RedisListing listing;
  private final Map<TopicId, RedisTopic> topics = new ConcurrentHashMap<>();
  private final Map<byte[], RedisTopic> byReadyKey = new ConcurrentHashMap<>();

  private RedisJobStore(RedisAddress address, String node, Duration deadline) {
    this.node = node;
    this.cluster = address.cluster();
    this.servers = new RedisServers(address, deadline);
    try {
      this.writes = servers.connection();
      this.reads = servers.connection();
      this.calls = new RedisCalls(reads, deadline);
      this.commit = new RedisWriteBatcher(writes, deadline, new ReadyNotifier());
      this.channel = new ReadyChannel(servers.subscription(), reads, node);
    } catch (RedisException e) {
      servers.close();
      throw e;
    }
    this.heartbeat = new Heartbeat(calls, node, topics::values);
    this.upkeep = new RedisMaintenance(calls, commit, heartbeat, node, channel::announce);
    this.takes = new RedisDequeues(calls, upkeep, heartbeat);
    this.listing = new RedisListing(calls);
    this.description = "Redis at " + address + ", " + Durability.of(calls, address.toString());
  }

  /**
   * Connects.
   *
   * @param uri {@code redis://[:password@]host:port[/db]}, {@code rediss://…}, {@code
   *     redis-sentinel://host:port#master} or {@code redis-cluster://host:port,…}
   * @param node this node's name, unlike any other's that uses this Redis
   * @param deadline of every operation, at least 100 ms
   * @throws StoreUnavailableException if it cannot be reached
   * @throws IllegalArgumentException if the address is not one
   */
  public static RedisJobStore open(String uri, String node, Duration deadline) {
    RedisAddress address = RedisAddress.parse(uri, deadline);
    try {
      return new RedisJobStore(address, node, deadline);
    } catch (RedisException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new StoreUnavailableException(
          "No Redis answers at " + address + " (setting pepper.store): " + cause.getMessage(), e);
    }
  }

  @Override
  public CompletableFuture<long[]> append(List<Append> entries) {
    List<RedisWrite.Part> parts = new ArrayList<>(entries.size());
    for (Append entry : entries) {
      List<Job> jobs = entry.jobs();
      byte[] ready = topic(entry.topic()).ready;
      parts.add(
          new RedisWrite.Part(CommandType.LPUSH, ready, RespArguments.bulks(jobs), jobs.size()));
    }
    return commit.submit(new RedisWrite(parts, List.of()));
  }

  @Override
  public CompletableFuture<Void> schedule(List<DelayedJob> entries) {
    List<RedisWrite.Part> parts = new ArrayList<>(entries.size());
    for (DelayedJob entry : entries) {
      parts.add(park(topic(entry.topic()), entry.job(), entry.due()));
    }
    return commit.submit(new RedisWrite(parts, List.of())).thenAccept(replies -> {});
  }

  @Override
  public CompletableFuture<long[]> storeTogether(List<Append> ready, List<DelayedJob> delayed) {
    if (delayed.isEmpty() && ready.size() == 1) {
      return append(ready); // to one list everything goes as one command anyway
    }
    TransactionWrite transaction = new TransactionWrite(ready, delayed, this::topic, cluster);
    CompletableFuture<long[]> stored =
        commit.submit(transaction.write()).thenApply(transaction::lengths);
    // Apart from the caller's future: these are hints only, and no answer depends on them.
    stored.thenAccept(lengths -> {
      for (int i = 0; i < ready.size(); i++) {
        pushed(topic(ready.get(i).topic()), lengths[i], ready.get(i).jobs().size());
      }
    });
    return stored;
  }

  private void pushed(RedisTopic topic, long length, int count) {
    channel.notifyListener(topic.id);
    if (length == count) {
      // The list was empty before, so consumers of other nodes may be asleep.
      channel.announce(topic.id);
    }
  }

  @Override
  public List<HeldJob> dequeue(TopicId id, int max) {
    return takes.dequeue(topic(id), max);
  }

  @Override
  public void placeDequeue(TopicId id, WaitingDequeue take) {
    takes.place(topic(id), take);
  }

  @Override
  public CompletableFuture<Void> complete(HeldJob held) {
    return complete(List.of(held));
  }

  @Override
  public CompletableFuture<Void> complete(List<HeldJob> done) {
    List<RedisWrite.Part> removals = new ArrayList<>(done.size());
    for (HeldJob held : done) {
      RedisTopic topic = topic(held.topic());
      topic.markDone(held.job().id(), held.stored());
      removals.add(RedisWrite.Part.remove(topic.running, held.stored()));
    }
    return commit
        .submit(new RedisWrite(removals, List.of()))
        .thenAccept(replies -> done.forEach(this::drop));
  }

  private void drop(HeldJob held) {
    topic(held.topic()).drop(held.job().id(), held.stored());
  }

  @Override
  public void release(HeldJob held) {
    RedisTopic topic = topic(held.topic());
    RedisWrite.Part back =
        new RedisWrite.Part(CommandType.RPUSH, topic.ready, RespArguments.bulk(held.stored()), 1);
    calls.await(handBack(topic, held, back));
  }

  @Override
  public CompletableFuture<Void> retry(HeldJob held, Job changed, Instant due) {
    RedisTopic topic = topic(held.topic());
    return handBack(topic, held, park(topic, changed, due));
  }

  @Override
  public CompletableFuture<Void> bury(HeldJob held, Job changed) {
    RedisTopic topic = topic(held.topic());
    byte[] value = RespArguments.bulks(List.of(changed));
    return handBack(topic, held, new RedisWrite.Part(CommandType.LPUSH, topic.dead, value, 1));
  }

  /**
   * If it fails this node still holds the job: the caller repeats it, and a recovery that took it
   * back meanwhile would make two of it.
   */
  private CompletableFuture<Void> handBack(
      RedisTopic topic, HeldJob held, RedisWrite.Part elsewhere) {
    RedisWrite.Part remove = RedisWrite.Part.remove(topic.running, held.stored());
    return commit
        .submit(new RedisWrite(List.of(elsewhere), List.of(remove)))
        .thenAccept(replies -> drop(held));
  }

  private static RedisWrite.Part park(RedisTopic topic, Job job, Instant due) {
    byte[] values = RespArguments.pair(Long.toString(due.toEpochMilli()), JobJson.write(job));
    return new RedisWrite.Part(CommandType.ZADD, topic.scheduled, values, 2);
  }

  @Override
  public int promoteDue(TopicId id, Instant now, int max) {
    return upkeep.promoteDue(topic(id), now, max);
  }

  @Override
  public Optional<Instant> nextDue(TopicId id) {
    return listing.nextDue(topic(id));
  }

  @Override
  public int replay(TopicId id, int limit) {
    return upkeep.replay(topic(id), limit);
  }

  @Override
  public int replay(TopicId id, List<JobId> ids) {
    return upkeep.replay(topic(id), ids);
  }

  @Override
  public long purgeDead(TopicId id) {
    return upkeep.purgeDead(topic(id));
  }

  @Override
  public JobListPage browse(TopicId id, JobState state, Optional<String> cursor, int limit) {
    return listing.browse(topic(id), state, cursor, limit);
  }

  @Override
  public JobCounts counts(TopicId id) {
    return listing.counts(topic(id));
  }

  @Override
  public Optional<Job> oldestReady(TopicId id) {
    return listing.oldestReady(topic(id));
  }

  @Override
  public void addFigures(TopicId id, long succeeded, long failed) {
    byte[] key = topic(id).figures;
    calls.call(redis -> redis.hincrby(key, RedisListing.SUCCEEDED, succeeded));
    calls.call(redis -> redis.hincrby(key, RedisListing.FAILED, failed));
  }

  @Override
  public int recover(TopicId id) {
    return upkeep.recover(topic(id));
  }

  @Override
  public void onReady(Consumer<TopicId> listener) {
    channel.onReady(listener);
  }

  @Override
  public String describe() {
    return description;
  }

  @Override
  public void check() {
    calls.call(redis -> redis.exists("pepper::check".getBytes(StandardCharsets.US_ASCII)));
    if (!writes.isConnected()) {
      throw new StoreUnavailableException("Redis cannot be reached: not connected", null);
    }
  }

  @Override
  public void close() {
    commit.close();
    heartbeat.close();
    channel.close();
    writes.close();
    reads.close();
    servers.close();
  }

  private RedisTopic topic(TopicId id) {
    RedisTopic known = topics.get(id);
    return known != null ? known : topics.computeIfAbsent(id, this::newTopic);
  }

  private RedisTopic newTopic(TopicId id) {
    RedisTopic topic = new RedisTopic(id, node, cluster);
    byReadyKey.put(topic.ready, topic);
    return topic;
  }

  private final class ReadyNotifier implements RedisWriteBatcher.PushListener {
    @Override
    public ListMoves movesBehind(WriteCommand push) {
      RedisTopic topic = byReadyKey.get(push.key());
      return topic == null ? null : takes.behindPush(topic, push.count());
    }

    @Override
    public void stored(WriteCommand push) {
      RedisTopic topic = byReadyKey.get(push.key());
      if (topic != null) {
        pushed(topic, push.reply(), push.count());
      }
    }
  }
}
