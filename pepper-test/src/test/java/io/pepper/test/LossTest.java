package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.fixtures.PhpFpm;
import io.pepper.fixtures.RedisServer;
import io.pepper.test.PhpConsumer.Recorded;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The promise of docs/architecture.md, Repeats: whatever is killed with {@code kill -9} under
 * continuous push, every acknowledged job is executed at least once. Repeats are printed; the page
 * says where they come from. {@code -Dpepper.long=true} makes ten rounds instead of one.
 */
class LossTest {
  private static final int ROUNDS = Boolean.getBoolean("pepper.long") ? 10 : 1;
  private static final int BETWEEN = 150;

  @Test
  void losesNothingOnTheEmbeddedStore() {
    try (Pepper pepper = Pepper.embedded().start()) {
      List<Victim> victims = List.of(Victim.PEPPER, Victim.PHP_FPM, Victim.PHP_CHILD);
      survives("embedded", pepper, null, victims);
    }
  }

  @Test
  void losesNothingOnRedis() {
    try (RedisServer redis = RedisServer.inMemory().appendOnly().start();
        Pepper pepper = Pepper.onRedis(redis).start()) {
      List<Victim> victims = List.of(Victim.REDIS, Victim.PEPPER, Victim.PHP_FPM, Victim.PHP_CHILD);
      survives("redis", pepper, redis, victims);
    }
  }

  /** Who is killed; started again at once, except a child, which php-fpm itself replaces. */
  private enum Victim {
    PEPPER,
    REDIS,
    PHP_FPM,
    PHP_CHILD
  }

  private static void survives(
      String store, Pepper pepper, RedisServer redis, List<Victim> victims) {
    try (PhpConsumer php = PhpConsumer.recording(4, "loss/one", "loss/two")) {
      define(pepper, php);
      Set<String> acknowledged;
      try (Producers producers = new Producers(3, pepper.respPort(), "loss", "p")) {
        for (int round = 0; round < ROUNDS; round++) {
          for (Victim victim : victims) {
            producers.awaitMore(BETWEEN);
            kill(victim, pepper, redis, php.fpm());
          }
        }
        producers.awaitMore(BETWEEN);
        producers.close();
        acknowledged = Set.copyOf(producers.acknowledged());
      }
      for (String topic : List.of("loss/one", "loss/two")) {
        assertAllExecuted(store, php, topic, acknowledged);
      }
      assertNothingIsLeft(pepper);
    }
  }

  private static void define(Pepper pepper, PhpConsumer php) {
    String topic =
        """
        {"delivery":%s,"workers":2,"timeout":"PT10S",
         "retry":{"attempts":1000,"backoff":"fixed","initial":"PT0.2S","max":"PT0.2S"}}\
        """
            .formatted(php.delivery());
    pepper.define(
        "loss", "{\"password\":\"p\",\"topics\":{\"one\":%s,\"two\":%s}}".formatted(topic, topic));
  }

  private static void kill(Victim victim, Pepper pepper, RedisServer redis, PhpFpm fpm) {
    switch (victim) {
      case PEPPER -> {
        pepper.kill();
        pepper.start();
      }
      case REDIS -> {
        redis.kill();
        redis.start();
      }
      case PHP_FPM -> {
        fpm.kill();
        fpm.start();
      }
      case PHP_CHILD -> fpm.children().forEach(PhpFpm::kill);
      default -> throw new IllegalArgumentException("nobody kills " + victim);
    }
  }

  private static void assertAllExecuted(
      String store, PhpConsumer php, String topic, Set<String> acknowledged) {
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> assertThat(missing(php, topic, acknowledged)).isEmpty());
    List<Recorded> all =
        php.recorded().stream().filter(each -> each.topic().equals(topic)).toList();
    long jobs = all.stream().map(Recorded::id).distinct().count();
    System.out.printf(
        "loss test, %s store, %s: %d acknowledged, %d jobs executed, %d repeats%n",
        store, topic, acknowledged.size(), jobs, all.size() - jobs);
  }

  private static Set<String> missing(PhpConsumer php, String topic, Set<String> acknowledged) {
    Set<String> missing = new HashSet<>(acknowledged);
    php.recorded().stream()
        .filter(each -> each.topic().equals(topic))
        .forEach(each -> missing.remove(each.text()));
    return missing;
  }

  private static void assertNothingIsLeft(Pepper pepper) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> unfinished(pepper.counts("loss", "one")) == 0);
  }

  private static int unfinished(JsonObject counts) {
    return Stream.of("ready", "scheduled", "running", "dead").mapToInt(counts::getInt).sum();
  }
}
