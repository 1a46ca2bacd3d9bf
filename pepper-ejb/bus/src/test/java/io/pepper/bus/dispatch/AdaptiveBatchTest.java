package io.pepper.bus.dispatch;

import static io.pepper.bus.dispatch.DispatchFixture.TOPIC;
import static io.pepper.bus.dispatch.DispatchFixture.limited;
import static io.pepper.bus.dispatch.DispatchFixture.topic;
import static io.pepper.bus.dispatch.DispatchFixture.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.bus.definition.BatchSize;
import io.pepper.bus.definition.DeliveryMethod;
import io.pepper.bus.definition.TopicDefinition;
import io.pepper.bus.delivery.RealFastCgi;
import io.pepper.bus.metrics.TopicState;
import io.pepper.connector.fastcgi.FastCgiAddress;
import io.pepper.connector.fastcgi.FastCgiClient;
import io.pepper.connector.fastcgi.FastCgiPool;
import io.pepper.definition.RetryPolicy;
import io.pepper.definition.RetryPolicy.BackoffType;
import io.pepper.fixtures.PhpFpm;
import io.pepper.fixtures.RedisServer;
import io.pepper.store.setup.JobStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Adaptive batches from a real Redis to a real php-fpm, whose script notes the size of each. */
class AdaptiveBatchTest {
  private static final RetryPolicy SOON =
      new RetryPolicy(3, BackoffType.FIXED, Duration.ofMillis(20), Duration.ofMillis(20));

  @TempDir Path data;
  private final PhpFpm fpm = PhpFpm.withChildren(4);
  private final RedisServer redis = RedisServer.inMemory();
  private final FastCgiClient client = RealFastCgi.client();
  private DispatchFixture bus;

  @BeforeEach
  void start() {
    fpm.start();
    redis.start();
    var store = JobStores.open(redis.uri(), data, "node1", Duration.ofSeconds(1));
    bus = new DispatchFixture(store, Clock.systemUTC(), DispatchFixture.QUICK, () -> client);
  }

  @AfterEach
  void stop() throws InterruptedException {
    bus.close();
    RealFastCgi.close(client);
    redis.close();
    fpm.close();
  }

  @Test
  void anIdleTopicSendsEachJobAtOnceByItself() throws IOException {
    define("usleep(50000);");

    for (int i = 0; i < 4; i++) {
      bus.push("single");
      bus.awaitEmpty();
    }
    // On a busy machine a child that comes late makes the pool look full for a while.
    await().until(() -> !pool().full());
    bus.push("a", "b", "c", "d");
    bus.awaitEmpty();

    assertThat(sizes()).hasSize(8).containsOnly(1);
  }

  @Test
  void aBacklogFillsItsDeliveries() throws IOException {
    TopicDefinition definition = define("");
    bus.apply(definition.withPaused(true));
    bus.pushMany(1000);

    bus.apply(definition);

    bus.awaitEmpty();
    List<Integer> sizes = sizes();
    assertThat(sizes.stream().mapToInt(size -> size).sum()).isEqualTo(1000);
    assertThat(sizes).allMatch(size -> size <= 32).contains(32);
    assertThat(sizes).hasSizeLessThan(150);
    await().until(() -> bus.counts().succeeded() == 1000);
  }

  @Test
  void onlyTheNamedJobsOfABatchAreTriedAgain() throws IOException {
    TopicDefinition definition =
        define("if ($job['RetryTimes'] < 2 && $job['content'] % 10 === 0) $failed[] = $job['id'];");
    bus.apply(definition.withPaused(true));
    String[] numbers = new String[200];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Integer.toString(i);
    }
    bus.push(numbers);

    bus.apply(definition);

    bus.awaitEmpty();
    await().until(() -> bus.counts().succeeded() == 200);
    assertThat(bus.figures.of(TOPIC).read().failed()).isEqualTo(20);
    assertThat(sizes().stream().mapToInt(size -> size).sum()).isEqualTo(220);
  }

  @Test
  void slowJobsShareNoTimeLimit() throws IOException {
    TopicDefinition definition = limited(define("usleep(100000);"), Duration.ofMillis(1200));
    bus.apply(definition.withPaused(true));
    bus.pushMany(24);

    bus.apply(definition);

    bus.awaitEmpty();
    assertThat(bus.figures.of(TOPIC).read().failed()).isZero();
    assertThat(sizes()).allMatch(size -> size <= 3);
  }

  /** Opens the topic, with four workers and deliveries of up to 32 jobs. */
  private TopicDefinition define(String php) {
    TopicDefinition definition = with(topic(script(php)), 4, BatchSize.adaptive(32), SOON);
    bus.apply(definition);
    bus.awaitState(TopicState.OPEN);
    return definition;
  }

  private DeliveryMethod script(String php) {
    String text =
        """
        <?php
        if ($_POST['type'] === 'ping') { header('Code: 200'); exit('queue1/topic1'); }
        $jobs = json_decode($_POST['jobs'], true);
        $failed = [];
        foreach ($jobs as $job) {
            %s
        }
        file_put_contents('%s', count($jobs) . "\n", FILE_APPEND | LOCK_EX);
        header('Code: 200');
        header('Failed-Jobs: ' . implode(',', $failed));
        """
            .formatted(php, data.resolve("sizes"));
    String path = fpm.script("consume.php", text).toString();
    return new DeliveryMethod.FastCgi(new FastCgiAddress(fpm.address()), path);
  }

  private FastCgiPool pool() {
    return bus.dispatch.status(TOPIC).orElseThrow().pool().orElseThrow();
  }

  /** The jobs of each delivery, in order. */
  private List<Integer> sizes() throws IOException {
    return Files.readAllLines(data.resolve("sizes")).stream().map(Integer::valueOf).toList();
  }
}
