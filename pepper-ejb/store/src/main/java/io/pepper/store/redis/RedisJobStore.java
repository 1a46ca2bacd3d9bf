package io.pepper.store.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulConnection;
import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.job.JobState;
import io.pepper.job.TopicId;
import io.pepper.store.HeldJob;
import io.pepper.store.JobCounts;
import io.pepper.store.JobListPage;
import io.pepper.store.JobStore;
import io.pepper.store.StoreUnavailableException;
import io.pepper.store.TopicContents;
import io.pepper.store.WaitingDequeue;
import io.pepper.store.redis.connection.RedisAddress;
import io.pepper.store.redis.connection.RedisCalls;
import io.pepper.store.redis.connection.RedisConnection;
import io.pepper.store.redis.connection.RedisServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The job store in Redis (docs/protocol.md, Keys in Redis). Moves of one job are atomic where Redis
 * can; otherwise the job is written to its new place before it is removed from the old one.
 *
 * <p>Running jobs are in a list per node. A node is alive while its heartbeat key exists; the jobs
 * of a dead node go back to ready by {@link #recover} of any other.
 */
public final class RedisJobStore implements JobStore {
  private final String description;
  private final boolean cluster;
  private final RedisServers servers;
  private final RedisConnection<StatefulConnection<byte[], byte[]>> writes;
  private final RedisConnection<StatefulConnection<byte[], byte[]>> reads;
  private final RedisWriteBatcher batcher;
  private final RedisCalls calls;
  private final Heartbeat heartbeat;
  private final ReadyChannel channel;
  private final RedisMaintenance maintenance;
  private final RedisDequeues dequeues;
  private final RedisOutcomes outcomes;
  private final RedisListing listing;
  private final RedisDeletions deletions;
  private final ReadyNotifier notifier;
  private final RedisTopics topics;

  private RedisJobStore(RedisAddress address, String node, Duration deadline) {
    this.cluster = address.cluster();
    this.topics = new RedisTopics(node, cluster);
    this.servers = new RedisServers(address, deadline);
    try {
      this.writes = servers.connection();
      this.reads = servers.connection();
      this.calls = new RedisCalls(reads, deadline);
      this.channel = new ReadyChannel(servers.subscription(), reads, node);
      this.notifier = new ReadyNotifier(topics, channel, () -> RedisJobStore.this.dequeues);
      this.batcher = new RedisWriteBatcher(writes, deadline, notifier);
    } catch (RedisException e) {
      servers.close();
      throw e;
    }
    this.heartbeat = new Heartbeat(calls, node, topics::all);
    this.maintenance = new RedisMaintenance(calls, batcher, heartbeat, node, channel::announce);
    this.dequeues = new RedisDequeues(calls, maintenance, heartbeat);
    this.outcomes = new RedisOutcomes(topics, batcher);
    this.listing = new RedisListing(calls);
    this.deletions = new RedisDeletions(calls);
    this.description = "Redis at " + address + ", " + Durability.of(calls, address.toString());
  }

  /**
   * Connects to Redis; blocks until then.
   *
   * @param uri {@code redis://[:password@]host:port[/db]}, {@code rediss://…}, {@code
   *     redis-sentinel://host:port#master} or {@code redis-cluster://host:port,…}
   * @param node this node's name, unlike any other's that uses this Redis
   * @param deadline the longest time of every operation, at least 100 ms
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
  public boolean takesAtOnce() {
    return batcher.hasRoom();
  }

  @Override
  public CompletableFuture<long[]> append(List<Append> entries) {
    return batcher.submit(RedisWrite.pushes(entries, topics));
  }

  @Override
  public CompletableFuture<Void> schedule(List<DelayedJob> entries) {
    List<RedisWrite.Part> parts = new ArrayList<>(entries.size());
    for (DelayedJob entry : entries) {
      byte[] key = topics.of(entry.topic()).scheduled;
      parts.add(RedisWrite.Part.schedule(key, entry.job(), entry.due()));
    }
    return batcher.submit(new RedisWrite(parts, List.of())).thenAccept(replies -> {});
  }

  @Override
  public CompletableFuture<long[]> storeTogether(List<Append> ready, List<DelayedJob> delayed) {
    if (delayed.isEmpty() && ready.size() == 1) {
      return append(ready); // to one list everything goes as one command anyway
    }
    TransactionWrite transaction = new TransactionWrite(ready, delayed, topics::of, cluster);
    CompletableFuture<long[]> stored =
        batcher.submit(transaction.write()).thenApply(transaction::lengths);
    // Apart from the caller's future: these are hints only, and no result depends on them.
    stored.thenAccept(lengths -> notifier.storedTogether(ready, lengths));
    return stored;
  }

  @Override
  public List<HeldJob> dequeue(TopicId id, int max) {
    return dequeues.dequeue(topics.of(id), max);
  }

  @Override
  public void placeDequeue(TopicId id, WaitingDequeue take) {
    dequeues.place(topics.of(id), take);
  }

  @Override
  public CompletableFuture<Void> complete(List<HeldJob> done) {
    return outcomes.complete(done);
  }

  @Override
  public void release(HeldJob held) {
    calls.await(outcomes.release(held));
  }

  @Override
  public CompletableFuture<Void> retry(HeldJob held, Job changed, Instant due) {
    return outcomes.retry(held, changed, due);
  }

  @Override
  public CompletableFuture<Void> bury(HeldJob held, Job changed) {
    return outcomes.bury(held, changed);
  }

  @Override
  public int promoteDue(TopicId id, Instant now, int max) {
    return maintenance.promoteDue(topics.of(id), now, max);
  }

  @Override
  public Optional<Instant> nextDue(TopicId id) {
    return listing.nextDue(topics.of(id));
  }

  @Override
  public int replay(TopicId id, int limit) {
    return maintenance.replay(topics.of(id), limit);
  }

  @Override
  public int replay(TopicId id, List<JobId> ids) {
    return maintenance.replay(topics.of(id), ids);
  }

  @Override
  public long purgeDead(TopicId id, long limit) {
    return maintenance.purgeDead(topics.of(id), limit);
  }

  @Override
  public int delete(TopicId id, JobState state, List<JobId> ids) {
    return deletions.delete(topics.of(id), state, ids);
  }

  @Override
  public JobListPage browse(TopicId id, JobState state, Optional<String> cursor, int limit) {
    return listing.browse(topics.of(id), state, cursor, limit);
  }

  @Override
  public JobCounts counts(TopicId id) {
    return listing.counts(topics.of(id));
  }

  @Override
  public Optional<Job> oldestReady(TopicId id) {
    return listing.oldestReady(topics.of(id));
  }

  @Override
  public List<TopicContents> contents(List<TopicId> wanted) {
    return listing.contents(wanted.stream().map(topics::of).toList());
  }

  @Override
  public void addFigures(TopicId id, long succeeded, long failed) {
    maintenance.addFigures(topics.of(id), succeeded, failed);
  }

  @Override
  public int recover(TopicId id) {
    return maintenance.recover(topics.of(id));
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
    batcher.close();
    heartbeat.close();
    channel.close();
    writes.close();
    reads.close();
    servers.close();
  }
}
