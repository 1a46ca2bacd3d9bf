package io.pepper.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.protocol.CommandType;
import io.pepper.fixtures.RedisServer;
import io.pepper.job.Job;
import io.pepper.job.JobState;
import io.pepper.job.TopicId;
import io.pepper.store.Crashes;
import io.pepper.store.HeldJob;
import io.pepper.store.JobCounts;
import io.pepper.store.JobStore;
import io.pepper.store.JobStore.Append;
import io.pepper.store.JobStoreContract;
import io.pepper.store.NotPermittedException;
import io.pepper.store.StoreUnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisJobStoreTest extends JobStoreContract {
  private static final Duration DEADLINE = Duration.ofSeconds(1);
  private static RedisServer server;
  private static RedisClient client;
  private static RedisCommands<String, String> redis;

  @BeforeAll
  static void startRedis() {
    server = RedisServer.inMemory().withPassword("sec:ret").appendOnly().start();
    client = RedisClient.create(server.uri());
    redis = client.connect().sync();
  }

  @AfterAll
  static void stopRedis() {
    client.shutdown();
    server.close();
  }

  @AfterEach
  void empty() {
    redis.configSet("maxmemory", "0");
    redis.flushall();
  }

  @Override
  protected JobStore open() {
    return open("node1");
  }

  private static JobStore open(String node) {
    return RedisJobStore.open(server.uri(), node, DEADLINE);
  }

  @Test
  void aTakeThatRedisRefusesSaysWhy() {
    redis.set("queue1::topic1::list", "not a list");

    assertThatThrownBy(() -> store.dequeue(TOPIC, 3))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("WRONGTYPE");
  }

  @Test
  void keepsTheKeysAndTheJsonOfTheOriginal() {
    append(job("one"), job("two"));
    bury("three");

    assertThat(redis.llen("queue1::topic1::list")).isEqualTo(2);
    assertThat(redis.lindex("queue1::topic1::list", 0)).contains("\"content\":\"three\"");
    assertThat(redis.lindex("queue1::topic1::list_timeout", 0)).contains("\"content\":\"one\"");
  }

  @Test
  void adoptsTheRetryListOfTheOriginal() {
    redis.lpush("queue1::topic1::list_retry", original("9223372036854775809", "first"));
    redis.lpush("queue1::topic1::list_retry", original("9223372036854775810", "second"));

    assertThat(store.counts(TOPIC).scheduled()).isEqualTo(2);
    assertThat(store.nextDue(TOPIC)).contains(Instant.EPOCH);
    assertThat(store.promoteDue(TOPIC, Instant.EPOCH, 10)).isEqualTo(2);
    assertThat(jobs(store.dequeue(TOPIC, 5)))
        .extracting(job -> new String(job.payload(), UTF_8))
        .containsExactly("first", "second");
  }

  private static String original(String id, String content) {
    return "{\"id\":\""
        + id
        + "\",\"inTraceId\":\"t\",\"content\":\""
        + content
        + "\",\"retrying\":7,"
        + "\"RetryTimes\":1,\"RetryTime\":1795217947,\"IsRetry\":true,\"BeginRetry\":true,"
        + "\"RetryResidueTime\":570}";
  }

  @Test
  void setsAnEntryThatIsNoJobAsideWithItsText() {
    redis.lpush("queue1::topic1::list", "not a job <&>");
    Job good = job("good");
    append(good);

    assertThat(jobs(store.dequeue(TOPIC, 5))).containsExactly(good);
    Job dead = listed(store.browse(TOPIC, JobState.DEAD, Optional.empty(), 5)).getFirst();
    assertThat(new String(dead.payload(), UTF_8)).isEqualTo("not a job <&>");
    assertThat(dead.lastError()).contains("could not be read");
    assertThat(redis.llen("queue1::topic1::running::node1")).isOne();
  }

  @Test
  void tellsOtherNodesOfTopicsThatBecomeReadyAndItselfWithoutRedis() {
    Queue<TopicId> own = new ConcurrentLinkedQueue<>();
    Queue<TopicId> others = new ConcurrentLinkedQueue<>();
    try (JobStore second = open("node2")) {
      store.onReady(own::add);
      second.onReady(others::add);
      await().until(() -> redis.pubsubNumsub("pepper:ready").get("pepper:ready") == 2);

      append(job("a"));

      await().until(() -> others.contains(TOPIC));
      assertThat(own).containsExactly(TOPIC);
    }
  }

  @Test
  void recoversWhatADeadNodeHeldButNotWhatALivingOneHolds() {
    JobStore second = open("node2");
    append(job("a"));
    assertThat(second.dequeue(TOPIC, 1)).hasSize(1);

    assertThat(store.recover(TOPIC)).isZero();
    second.close();
    assertThat(store.recover(TOPIC)).isOne();

    assertThat(store.counts(TOPIC)).isEqualTo(new JobCounts(1, 0, 0, 0, 0, 0));
    assertThat(redis.smembers("queue1::topic1::nodes")).doesNotContain("node2");
  }

  @Test
  void saysHowDurableThisRedisIsWithoutItsPassword() {
    assertThat(store.describe())
        .contains("127.0.0.1:" + server.port(), "append-only file, fsync always", "noeviction")
        .doesNotContain("sec:ret");
  }

  @Test
  void failsWithTheTextOfARedisThatRefusesAndLosesNothing() {
    append(job("a"));
    HeldJob held = store.dequeue(TOPIC, 1).getFirst();
    redis.configSet("maxmemory", "1");

    assertUnavailable(store.append(List.of(new JobStore.Append(TOPIC, List.of(job("b"))))), "OOM");
    assertUnavailable(store.retry(held, held.job().failed("x"), Instant.EPOCH), "OOM");

    redis.configSet("maxmemory", "0");
    assertThat(store.counts(TOPIC)).isEqualTo(new JobCounts(0, 0, 1, 0, 0, 0));
    store.close();
    store = open();
    assertThat(store.recover(TOPIC)).isOne();
    assertThat(store.counts(TOPIC)).isEqualTo(new JobCounts(1, 0, 0, 0, 0, 0));
  }

  @Test
  void storesNothingOfATransactionOfWhichAPartIsRefused() {
    redis.set("queue1::topic2::list", "not a list");
    List<Job> jobs = List.of(job("a"));

    assertUnavailable(
        store.storeTogether(List.of(new Append(TOPIC, jobs), new Append(OTHER, jobs)), List.of()),
        "WRONGTYPE");

    assertThat(store.counts(TOPIC).ready()).isZero();
  }

  @Test
  void makesOneJobOfARetryThatIsRepeatedAfterARecovery() {
    append(job("a"));
    HeldJob held = store.dequeue(TOPIC, 1).getFirst();
    redis.configSet("maxmemory", "1");
    assertUnavailable(store.retry(held, held.job().failed("x"), Instant.EPOCH), "OOM");
    redis.configSet("maxmemory", "0");

    store.recover(TOPIC);
    store.retry(held, held.job().failed("x"), Instant.EPOCH).join();

    assertThat(store.counts(TOPIC)).isEqualTo(new JobCounts(0, 1, 0, 0, 0, 0));
  }

  @Test
  void handsOutTheJobsItTookAlthoughAnUnreadableEntryCannotBeMoved() {
    redis.lpush("queue1::topic1::list", "not a job");
    redis.set("queue1::topic1::list_timeout", "in the way");
    Job good = job("good");
    append(good);

    assertThat(jobs(store.dequeue(TOPIC, 5))).containsExactly(good);
  }

  @Test
  void waitsWithAReplayWhileAnotherNodeMovesJobs() {
    append(job("a"));
    HeldJob held = store.dequeue(TOPIC, 1).getFirst();
    store.bury(held, held.job()).join();
    redis.psetex("queue1::topic1::lock", 300, "another node");

    assertThat(store.replay(TOPIC, 10)).isOne();
  }

  @Test
  void failsWithinTheDeadlineWhileRedisHangsAndServesAgainAfterwards() {
    append(job("a"));
    server.freeze();
    try {
      long start = System.nanoTime();
      assertUnavailable(
          store.append(List.of(new JobStore.Append(TOPIC, List.of(job("b"))))), "Redis");
      assertThatThrownBy(() -> store.counts(TOPIC)).isInstanceOf(StoreUnavailableException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(DEADLINE.multipliedBy(3));
    } finally {
      server.thaw();
    }
    await()
        .ignoreException(StoreUnavailableException.class)
        .until(() -> store.counts(TOPIC).ready() > 0);
    await().ignoreException(CompletionException.class).untilAsserted(() -> append(job("c")));
  }

  @Test
  void rejectsAtOnceWhileRedisIsDownAndKeepsEveryAcknowledgedJob() {
    Job kept = job("kept");
    append(kept);
    server.kill();
    try {
      await()
          .until(() ->
              store
                  .append(List.of(new JobStore.Append(TOPIC, List.of(job("b")))))
                  .handle((r, e) -> e != null)
                  .join());
      assertThatThrownBy(store::check).isInstanceOf(StoreUnavailableException.class);
    } finally {
      server.start();
    }
    await().ignoreExceptions().untilAsserted(store::check);
    await().ignoreExceptions().untilAsserted(() -> append(job("c")));
    assertThat(jobs(store.dequeue(TOPIC, 10))).contains(kept);
  }

  @Test
  void namesTheAddressAndTheSettingWhenNothingAnswersThere() {
    assertThatThrownBy(() -> RedisJobStore.open("redis://:pw@127.0.0.1:1", "n", DEADLINE))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("127.0.0.1:1")
        .hasMessageContaining("pepper.store")
        .hasMessageNotContaining("pw");
    assertThatThrownBy(() -> RedisJobStore.open("ftp://:pw@x", "n", DEADLINE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pepper.store")
        .hasMessageNotContaining("pw");
  }

  @Test
  void losesNothingAcknowledgedWhenRedisIsKilledAgainAndAgain() throws Exception {
    Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    AtomicBoolean running = new AtomicBoolean(true);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        threads.execute(() -> appendWhile(running, acknowledged));
      }
      for (int round = 1; round <= 3; round++) {
        int enough = acknowledged.size() + 500;
        await().until(() -> acknowledged.size() > enough);
        server.kill();
        server.start();
      }
      running.set(false);
    }

    await().ignoreExceptions().untilAsserted(store::check);
    assertThat(Crashes.stored(store, TOPIC)).containsAll(acknowledged);
  }

  private void appendWhile(AtomicBoolean running, Set<Long> acknowledged) {
    while (running.get()) {
      Job job = job("x");
      try {
        append(job);
        acknowledged.add(job.id().bits());
      } catch (CompletionException e) {
        assertThat(e).hasCauseInstanceOf(StoreUnavailableException.class);
      }
    }
  }

  @Test
  void losesNothingAcknowledgedWhenTheNodeIsKilledAgainAndAgain(@TempDir Path folder)
      throws Exception {
    Crashes crashes = new Crashes(server.uri(), folder);
    for (int round = 0; round < 2; round++) {
      crashes.killAfter(1_000);
    }

    assertThat(Crashes.stored(store, Crashes.topic())).containsAll(crashes.acknowledged());
  }

  @Test
  void saysWhatToPermitWhenTheAccessListForbidsTransactions() {
    List<Job> jobs = List.of(job("a"));
    List<Append> both = List.of(new Append(TOPIC, jobs), new Append(OTHER, jobs));
    redis.aclSetuser("default", AclSetuserArgs.Builder.removeCommand(CommandType.EVAL));
    try {
      assertThatThrownBy(() -> store.storeTogether(both, List.of()).join())
          .hasCauseInstanceOf(NotPermittedException.class)
          .hasMessageContaining("NOPERM")
          .hasMessageContaining("permit the user of pepper.store +eval");
    } finally {
      redis.aclSetuser("default", AclSetuserArgs.Builder.addCommand(CommandType.EVAL));
    }

    assertThat(store.storeTogether(both, List.of()).join()).containsExactly(1, 1);
  }

  private static void assertUnavailable(CompletableFuture<?> future, String text) {
    assertThatThrownBy(future::join)
        .hasCauseInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining(text);
  }
}
