package io.pepper.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.pepper.fixtures.RedisServer;
import io.pepper.store.JobStore;
import io.pepper.store.JobStoreContract;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A cluster of one server: it checks slots as every cluster does. */
class RedisClusterJobStoreTest extends JobStoreContract {
  private static final int SLOTS = 16_384;
  private static RedisServer server;
  private static RedisClient client;
  private static RedisCommands<String, String> redis;

  @BeforeAll
  static void startCluster() {
    server = RedisServer.inMemory().with("--cluster-enabled", "yes").start();
    client = RedisClient.create(server.uri());
    redis = client.connect().sync();
    redis.clusterAddSlots(IntStream.range(0, SLOTS).toArray());
    await().until(() -> redis.clusterInfo().contains("cluster_state:ok"));
  }

  @AfterAll
  static void stopCluster() {
    client.shutdown();
    server.close();
  }

  @AfterEach
  void empty() {
    redis.flushall();
  }

  @Override
  protected JobStore open() {
    String uri = server.uri().replace("redis://", "redis-cluster://");
    return RedisJobStore.open(uri, "node1", Duration.ofSeconds(5));
  }

  @Test
  void keepsAllKeysOfATopicInOneSlot() {
    append(job("a"));
    bury("b");

    assertThat(redis.keys("{queue1::topic1}::*")).hasSizeGreaterThanOrEqualTo(3);
    assertThat(redis.keys("queue1::*")).isEmpty();
  }
}
