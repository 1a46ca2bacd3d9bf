package io.pepper.bus.dispatch;

import static io.pepper.bus.dispatch.DispatchFixture.TOPIC;
import static io.pepper.bus.dispatch.DispatchFixture.limited;
import static io.pepper.bus.dispatch.DispatchFixture.topic;
import static io.pepper.bus.dispatch.DispatchFixture.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.bus.definition.DeliveryMethod;
import io.pepper.bus.definition.TopicDefinition;
import io.pepper.bus.delivery.ConsumerResponse;
import io.pepper.bus.delivery.RealFastCgi;
import io.pepper.connector.fastcgi.FastCgiAddress;
import io.pepper.connector.fastcgi.FastCgiClient;
import io.pepper.connector.fastcgi.FastCgiPool;
import io.pepper.definition.RetryPolicy;
import io.pepper.definition.RetryPolicy.BackoffType;
import io.pepper.fixtures.PhpFpm;
import io.pepper.fixtures.RedisServer;
import io.pepper.job.Job;
import io.pepper.job.JobState;
import io.pepper.store.setup.JobStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pools of php-fpm that have fewer children than the topic has workers. Every job has one attempt,
 * and a time limit that it keeps only if the wait for a child is not part of it.
 */
class PhpPoolTest {
  private static final RetryPolicy ONCE =
      new RetryPolicy(1, BackoffType.FIXED, Duration.ZERO, Duration.ZERO);

  @TempDir Path data;
  private final RedisServer redis = RedisServer.inMemory();
  private final FastCgiClient client = RealFastCgi.client();
  private PhpFpm fpm;
  private DispatchFixture bus;

  @BeforeEach
  void start() {
    redis.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (bus != null) {
      bus.close();
    }
    RealFastCgi.close(client);
    redis.close();
    fpm.close();
  }

  /**
   * @param script milliseconds of work for a job
   * @param limit milliseconds that the topic allows it
   */
  private record Load(String pm, int children, int workers, int script, int limit, int jobs) {
    @Override
    public String toString() {
      return "%s %d children, %d workers, %d ms of %d, %d jobs"
          .formatted(pm, children, workers, script, limit, jobs);
    }
  }

  static Stream<Load> loads() {
    return Stream.of(
        new Load("static", 1, 16, 100, 1000, 16),
        new Load("static", 1, 32, 40, 1000, 40),
        new Load("static", 2, 32, 80, 1000, 40),
        new Load("static", 5, 1, 5, 1000, 50),
        new Load("static", 5, 32, 200, 1000, 40),
        new Load("dynamic", 5, 32, 200, 1000, 40),
        new Load("dynamic", 2, 32, 80, 1000, 40),
        new Load("ondemand", 5, 32, 200, 1000, 40),
        new Load("ondemand", 1, 32, 40, 1000, 40));
  }

  @ParameterizedTest
  @MethodSource("loads")
  void everyJobRunsOnceAndNoneFails(Load load) throws IOException {
    fpm = pool(load.pm(), load.children()).start();
    bus = dispatch("node1", client);
    bus.apply(
        definition(load.workers(), load.limit(), "usleep(%d);".formatted(load.script() * 1000)));

    bus.pushMany(load.jobs());

    assertAllRanOnce(load.jobs());
    assertThat(mostAtOnce()).isLessThanOrEqualTo(load.children());
  }

  @Test
  void theTailOfAJobIsNotPartOfTheNext() throws IOException {
    fpm = pool("static", 2).start();
    bus = dispatch("node1", client);
    bus.apply(definition(4, 700, "fastcgi_finish_request(); usleep(900000);"));

    bus.pushMany(8);

    assertAllRanOnce(8);
    assertThat(pool().cutShort()).isZero();
  }

  @Test
  void aReloadInTheMiddleFailsNothing() throws IOException {
    fpm = pool("static", 2).withGlobal("process_control_timeout", "5s").start();
    bus = dispatch("node1", client);
    bus.apply(definition(6, 2000, "usleep(20000);"));
    bus.pushMany(150);
    await().until(() -> ran().size() > 20);

    fpm.reload();
    await().until(() -> ran().size() > 70);
    fpm.reload();

    assertAllRanOnce(150);
    assertThat(pool().cutShort()).isZero();
  }

  @Test
  void twoNodesShareAPool() throws Exception {
    fpm = pool("static", 2).start();
    FastCgiClient other = RealFastCgi.client();
    bus = dispatch("node1", client);
    try (DispatchFixture second = dispatch("node2", other)) {
      TopicDefinition definition = definition(32, 1000, "usleep(100000);");
      bus.apply(definition);
      second.apply(definition);

      bus.pushMany(60);

      assertAllRanOnce(60);
      assertThat(second.figures.of(TOPIC).read().succeeded()).isPositive();
      assertThat(bus.figures.of(TOPIC).read().succeeded()).isPositive();
    } finally {
      RealFastCgi.close(other);
    }
  }

  @Test
  void visitorsOfTheSamePoolAreServedAndJobsDoNotFail() throws Exception {
    fpm = pool("static", 2).start();
    bus = dispatch("node1", client);
    bus.apply(definition(32, 1000, "usleep(100000);"));
    Path page = fpm.script("page.php", "<?php usleep(30000); header('Code: 200'); echo 'page';");
    Visitors visitors = Visitors.start(3, fpm.address(), page);
    try (visitors) {
      bus.pushMany(40);

      assertAllRanOnce(40);
    }
    assertThat(visitors.longestWait()).isLessThan(Duration.ofSeconds(3));
    assertThat(visitors.served()).isGreaterThan(20);
  }

  @Test
  void whatWasLearntIsSaid() {
    fpm = pool("static", 2).start();
    bus = dispatch("node1", client);
    bus.apply(definition(10, 2000, "usleep(100000);"));

    bus.pushMany(40);

    await()
        .untilAsserted(() -> {
          assertThat(pool().children()).isEqualTo(2);
          assertThat(pool().full()).isTrue();
          assertThat(pool().waiting()).isOne();
        });
    assertThat(bus.dispatch.status(TOPIC).orElseThrow().running()).isEqualTo(3);
  }

  @Test
  void anotherConsumerIsNotHeldUpByTheScriptsOfTheOneBefore() throws IOException {
    fpm = pool("static", 4).start();
    bus = dispatch("node1", client);
    TopicDefinition slow = definition(4, 20_000, "sleep(6);");
    bus.apply(slow);
    bus.pushMany(4);
    await().until(() -> ran().size() == 4);
    try (PhpFpm other = pool("static", 4).start()) {
      Path script =
          other.script(
              "consume.php",
              Files.readString(Path.of(fpm.folder() + "/www/consume.php"))
                  .replace("sleep(6);", "usleep(50000);"));
      DeliveryMethod delivery =
          new DeliveryMethod.FastCgi(new FastCgiAddress(other.address()), script.toString());
      bus.apply(with(limited(topic(delivery), Duration.ofSeconds(5)), 8, 1, ONCE));
      bus.pushMany(40);

      await().atMost(Duration.ofSeconds(4)).until(() -> ran().size() == 44);
    }
  }

  @Test
  void aPauseGivesBackWhatWaitsForAChild() throws IOException {
    fpm = pool("static", 1).start();
    bus = dispatch("node1", client);
    TopicDefinition definition = definition(4, 5000, "usleep(500000);");
    bus.apply(definition);
    bus.pushMany(5);
    await().until(() -> pool().waiting() == 1);

    bus.apply(definition.withPaused(true));

    await().until(() -> bus.counts().running() == 0 && bus.counts().ready() == 5 - ran().size());
    assertThat(ran().size()).isLessThanOrEqualTo(2);
    bus.apply(definition);
    assertAllRanOnce(5);
  }

  @Test
  void aTestOfABusyConsumerEndsWithItsLimit() {
    fpm = pool("static", 1).start();
    bus = dispatch("node1", client);
    TopicDefinition busy = definition(1, 20_000, "sleep(4);");
    bus.apply(busy);
    bus.push("a");
    await().until(() -> pool().children() == 1 && !ran().isEmpty());
    Job job = Job.accepted(DispatchFixture.nextId(), "in-0-0", new byte[] {'x'});

    ConsumerResponse answer = bus.dispatch.test(TOPIC, limited(busy, Duration.ofMillis(300)), job);

    assertThat(answer.succeeded()).isFalse();
    assertThat(answer.error()).contains("pm.max_children");
  }

  @Test
  void aStopGivesBackWhatWaitsForAChild() throws Exception {
    fpm = pool("static", 1).start();
    bus = dispatch("node1", client);
    bus.apply(definition(4, 5000, "usleep(300000);"));
    bus.pushMany(5);
    await().until(() -> pool().waiting() == 1);

    bus.dispatch.stop(Duration.ofSeconds(5));

    assertThat(bus.counts().running()).isZero();
    assertThat(bus.counts().ready() + ran().size()).isEqualTo(5);
    assertThat(bus.counts().dead()).isZero();
  }

  private void assertAllRanOnce(int jobs) throws IOException {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> bus.counts().succeeded() + bus.counts().dead() >= jobs);
    assertThat(bus.jobs(JobState.DEAD)).extracting(Job::lastError).isEmpty();
    assertThat(ran()).hasSize(jobs).doesNotHaveDuplicates();
  }

  private FastCgiPool pool() {
    return client.pool(new FastCgiAddress(fpm.address()));
  }

  private static PhpFpm pool(String pm, int children) {
    PhpFpm fpm = PhpFpm.withChildren(children).with("pm", pm);
    if (pm.equals("dynamic")) {
      int spare = Math.min(2, children);
      fpm.with("pm.start_servers", Integer.toString(spare))
          .with("pm.min_spare_servers", "1")
          .with("pm.max_spare_servers", Integer.toString(spare));
    }
    return fpm;
  }

  private DispatchFixture dispatch(String node, FastCgiClient fastCgi) {
    var store = JobStores.open(redis.uri(), data, node, Duration.ofSeconds(1));
    return new DispatchFixture(store, Clock.systemUTC(), DispatchFixture.QUICK, () -> fastCgi);
  }

  /** A topic whose script leaves a line when it begins, works, and counts the others that work. */
  private TopicDefinition definition(int workers, int limit, String work) {
    String text =
        """
        <?php
        header('Code: 200');
        if ($_POST['type'] === 'ping') { echo 'queue1/topic1'; exit; }
        $id = json_decode($_POST['jobs'], true)[0]['id'];
        file_put_contents('%1$s', "$id\\n", FILE_APPEND | LOCK_EX);
        $slots = '%2$s';
        touch("$slots/" . getmypid());
        file_put_contents('%3$s', count(scandir($slots)) - 2 . "\\n", FILE_APPEND | LOCK_EX);
        %4$s
        unlink("$slots/" . getmypid());
        """
            .formatted(data.resolve("ran"), slots(), data.resolve("at-once"), work);
    Path script = fpm.script("consume.php", text);
    DeliveryMethod delivery =
        new DeliveryMethod.FastCgi(new FastCgiAddress(fpm.address()), script.toString());
    return limited(with(topic(delivery), workers, 1, ONCE), Duration.ofMillis(limit));
  }

  private Path slots() {
    try {
      return Files.createDirectories(data.resolve("slots"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The ids of the jobs that began, in order. */
  private List<String> ran() throws IOException {
    Path file = data.resolve("ran");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private int mostAtOnce() throws IOException {
    return Files.readAllLines(data.resolve("at-once")).stream()
        .mapToInt(Integer::parseInt)
        .max()
        .orElseThrow();
  }
}
