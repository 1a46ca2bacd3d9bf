package io.pepper.bus.dispatch;

import static io.pepper.bus.dispatch.DispatchFixture.TOPIC;
import static io.pepper.bus.dispatch.DispatchFixture.limited;
import static io.pepper.bus.dispatch.DispatchFixture.topic;
import static io.pepper.bus.dispatch.DispatchFixture.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.bus.definition.DeliveryMethod;
import io.pepper.bus.definition.TopicDefinition;
import io.pepper.bus.delivery.RealFastCgi;
import io.pepper.bus.metrics.TopicState;
import io.pepper.connector.fastcgi.FastCgiAddress;
import io.pepper.connector.fastcgi.FastCgiClient;
import io.pepper.definition.RetryPolicy;
import io.pepper.definition.RetryPolicy.BackoffType;
import io.pepper.fixtures.PhpFpm;
import io.pepper.fixtures.RedisServer;
import io.pepper.job.JobState;
import io.pepper.store.setup.JobStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way: a real Redis, the real FastCGI client, a real php-fpm. */
class PhpDispatchTest {
  private static final RetryPolicy ONCE =
      new RetryPolicy(1, BackoffType.FIXED, Duration.ZERO, Duration.ZERO);

  @TempDir Path data;
  private final PhpFpm fpm = PhpFpm.withChildren(4);
  private final RedisServer redis = RedisServer.inMemory();
  private final FastCgiClient client = RealFastCgi.client();
  private DispatchFixture bus;

  @BeforeEach
  void start() {
    fpm.start();
    redis.start();
    bus = dispatch();
  }

  @AfterEach
  void stop() throws InterruptedException {
    bus.close();
    RealFastCgi.close(client);
    redis.close();
    fpm.close();
  }

  @Test
  void runsEveryJobExactlyOnceWhileNothingBreaks() throws IOException {
    bus.apply(topic(script("")));

    bus.pushMany(2000);

    bus.awaitEmpty();
    List<String> ran = ran();
    assertThat(ran).hasSize(2000);
    assertThat(new HashSet<>(ran)).hasSize(2000);
    await().until(() -> bus.counts().succeeded() == 2000);
  }

  @Test
  void losesNoJobWhenPhpFpmIsKilledInTheMiddle() throws IOException {
    RetryPolicy patient =
        new RetryPolicy(10, BackoffType.FIXED, Duration.ofMillis(50), Duration.ofMillis(50));
    bus.apply(with(topic(script("usleep(5000);")), 4, 1, patient));
    bus.pushMany(1000);
    await().until(() -> ran().size() > 50);

    fpm.kill();
    bus.awaitState(TopicState.CLOSED);
    assertThat(bus.counts().ready()).isPositive();
    fpm.start();

    bus.awaitEmpty();
    assertThat(new HashSet<>(ran())).hasSize(1000);
    assertThat(bus.counts().dead()).isZero();
    assertThat(bus.figures.of(TOPIC).read().failed()).isLessThanOrEqualTo(8);
  }

  @Test
  void retriesTheJobWhoseChildWasKilled() throws IOException {
    bus.apply(topic(script("if ($job['RetryTimes'] < 2) { posix_kill(getmypid(), 9); }")));

    bus.push("a", "b");

    bus.awaitEmpty();
    assertThat(ran()).containsExactlyInAnyOrder("a", "b");
    assertThat(bus.figures.of(TOPIC).read().failed()).isEqualTo(2);
  }

  @Test
  void outlivesAReloadOfPhpFpmWithoutAFailure() throws IOException {
    bus.apply(topic(script("")));
    bus.pushMany(500);
    await().until(() -> ran().size() > 20);

    fpm.reload();

    bus.awaitEmpty();
    assertThat(new HashSet<>(ran())).hasSize(500);
    assertThat(bus.counts().dead()).isZero();
  }

  @Test
  void buriesWhatRunsIntoItsTimeLimitEveryTime() {
    TopicDefinition slow = limited(topic(script("sleep(2);")), Duration.ofMillis(150));
    bus.apply(with(slow, 1, 1, ONCE));

    bus.push("a");

    await().until(() -> bus.counts().dead() == 1);
    assertThat(bus.jobs(JobState.DEAD).getFirst().lastError()).contains("time limit of 150 ms");
  }

  @Test
  void goesOnAfterRedisWasAway() throws IOException {
    bus.apply(topic(script("usleep(2000);")));
    bus.pushMany(200);
    await().until(() -> ran().size() > 20);

    redis.freeze();
    await().until(() -> bus.dispatch.status(TOPIC).orElseThrow().unrecorded() > 0);
    redis.thaw();

    bus.awaitEmpty();
    assertThat(new HashSet<>(ran())).hasSize(200);
  }

  @Test
  void aStopInFullFlowLeavesEveryJobDoneOrReady() throws Exception {
    bus.apply(with(topic(script("usleep(3000);")), 4, 1, ONCE));
    bus.pushMany(1000);
    await().until(() -> ran().size() > 50);

    bus.dispatch.stop(Duration.ofSeconds(5));

    assertThat(bus.counts().running()).isZero();
    assertThat(bus.counts().ready() + ran().size()).isEqualTo(1000);
    assertThat(bus.counts().succeeded()).isEqualTo(ran().size());
    bus.store.close();
    bus = dispatch();
    bus.apply(with(topic(script("")), 4, 1, ONCE));
    bus.awaitEmpty();
    assertThat(new HashSet<>(ran())).hasSize(1000);
  }

  @Test
  void startsAJobAtOnceWhenNothingElseRuns() {
    bus.apply(topic(script("")));
    bus.awaitState(TopicState.OPEN);
    bus.push("warm up");
    bus.awaitEmpty();

    for (int i = 0; i < 20; i++) {
      bus.push("job " + i);
      bus.awaitEmpty();
    }

    assertThat(bus.figures.of(TOPIC).read().waits().p50()).isLessThan(Duration.ofMillis(50));
  }

  private DispatchFixture dispatch() {
    var store = JobStores.open(redis.uri(), data, "node1", Duration.ofSeconds(1));
    return new DispatchFixture(store, Clock.systemUTC(), DispatchFixture.QUICK, () -> client);
  }

  private DeliveryMethod script(String php) {
    String text =
        """
        <?php
        if ($_POST['type'] === 'ping') { header('Code: 200'); exit('queue1/topic1'); }
        foreach (json_decode($_POST['jobs'], true) as $job) {
            %s
            file_put_contents('%s', $job['content'] . "\n", FILE_APPEND | LOCK_EX);
        }
        header('Code: 200');
        """
            .formatted(php, data.resolve("ran"));
    String path = fpm.script("consume" + php.hashCode() + ".php", text).toString();
    return new DeliveryMethod.FastCgi(new FastCgiAddress(fpm.address()), path);
  }

  /** The payloads that ran to their end, in order. */
  private List<String> ran() throws IOException {
    Path file = data.resolve("ran");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }
}
