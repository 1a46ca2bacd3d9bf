package io.pepper.coordination.etcd;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.Coordination.KeyWatch;
import io.pepper.coordination.Coordination.Lease;
import io.pepper.coordination.Coordination.Transaction;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.coordination.Heard;
import io.pepper.coordination.TransactionContract;
import io.pepper.coordination.setup.Coordinations;
import io.pepper.fixtures.EtcdServer;
import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // watches are opened for what they tell, not to be used
class EtcdCoordinationTest extends TransactionContract {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static EtcdServer server;

  @BeforeAll
  static void startServer() {
    server = new EtcdServer().start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void forgetTheLastTest() throws Exception {
    etcdctl("del", "", "--prefix");
  }

  @Override
  protected Coordination open() {
    // So long that no test is saved by it, unless it asks for less.
    return open(Duration.ofHours(1));
  }

  private static Coordination open(Duration reconcile) {
    return new EtcdCoordination(List.of(server.url()), reconcile);
  }

  private static void etcdctl(String... arguments) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("etcdctl", "--endpoints=" + server.url());
    builder.command().addAll(List.of(arguments));
    builder.environment().put("ETCDCTL_API", "3");
    Process process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void aClosedCoordinationIsUnavailable() {
    Coordination closed = open();
    closed.close();
    assertThatThrownBy(() -> closed.commit(Transaction.unconditional().delete("q/a")))
        .isInstanceOf(CoordinationUnavailableException.class);
  }

  @Test
  void keepsItsKeysUnderItsOwnPrefix() throws Exception {
    etcdctl("put", "/other/q/a", "1");
    etcdctl("put", "/pepper/q/b", "1");

    assertThat(coordination.list("").entries())
        .extracting(Coordination.Entry::key)
        .containsExactly("q/b");
  }

  @Test
  void listsMoreKeysThanFitIntoOnePage() {
    for (int i = 0; i < 2_345; i++) {
      coordination.put("many/%05d".formatted(i), bytes("" + i));
    }
    assertThat(coordination.list("many/").entries())
        .hasSize(2_345)
        .extracting(Coordination.Entry::key)
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void tellsWhatChangedWhileTheServerWasDead() throws Exception {
    coordination.put("q/a", bytes("1"));
    coordination.put("q/b", bytes("1"));
    Heard heard = new Heard();
    try (KeyWatch watch = coordination.watch("q/", heard)) {
      await().until(() -> heard.values().size() == 2);

      server.kill();
      assertThatThrownBy(() -> coordination.get("q/a"))
          .isInstanceOf(CoordinationUnavailableException.class)
          .hasMessageContaining(server.url());
      server.start();
      etcdctl("put", "/pepper/q/a", "2");
      etcdctl("del", "/pepper/q/b");
      etcdctl("put", "/pepper/q/c", "1");

      await().atMost(SOON).until(() -> heard.values().equals(Map.of("q/a", "2", "q/c", "1")));
      etcdctl("put", "/pepper/q/d", "1");
      await().atMost(SOON).until(() -> heard.values().containsKey("q/d"));
      assertThat(heard.wentBack()).isEmpty();
    }
  }

  @Test
  void commitsAllOrNothingAndNothingTwiceWhileTheServerIsKilled() throws Exception {
    long before = coordination.list("").revision();
    AtomicInteger attempts = new AtomicInteger();
    AtomicBoolean over = new AtomicBoolean();
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int thread = 0; thread < 16; thread++) {
        executor.execute(() -> {
          while (!over.get()) {
            String name = "" + attempts.incrementAndGet();
            if (isCommitted(name)) {
              acknowledged.add(name);
            }
          }
        });
      }
      for (int kill = 0; kill < 2; kill++) {
        int enough = acknowledged.size() + 200;
        await().atMost(SOON).until(() -> acknowledged.size() > enough);
        server.kill();
        server.start();
      }
      int enough = acknowledged.size() + 200;
      await().atMost(SOON).until(() -> acknowledged.size() > enough);
      over.set(true);
    }
    Set<String> left = shown("left/").keySet();
    assertThat(left.stream().map(key -> key.substring("left/".length()))).containsAll(acknowledged);
    assertThat(shown("right/").keySet())
        .isEqualTo(left.stream().map(key -> "right/" + key.substring(5)).collect(toSet()));
    assertThat(acknowledged).hasSizeLessThan(attempts.get());
    assertThat(coordination.list("").revision() - before)
        .isEqualTo(left.size())
        .isLessThanOrEqualTo(attempts.get());
  }

  private boolean isCommitted(String name) {
    try {
      // Without a condition, so that the server would do it again if it were told again.
      return coordination
          .commit(
              Transaction.unconditional()
                  .put("left/" + name, bytes("1"))
                  .put("right/" + name, bytes("1")))
          .isPresent();
    } catch (CoordinationUnavailableException e) {
      return false;
    }
  }

  @Test
  void connectsAgainByItselfAndStaysCalmMeanwhile() {
    Heard heard = new Heard();
    try (KeyWatch watch = coordination.watch("q/", heard)) {
      coordination.put("q/a", bytes("1"));
      await().until(() -> heard.values().size() == 1);

      server.kill();
      long cpu = cpuNanos();
      Instant start = Instant.now();
      await()
          .pollInterval(Duration.ofSeconds(1))
          .atMost(Duration.ofSeconds(40))
          .until(() -> Duration.between(start, Instant.now()).toSeconds() >= 6);
      assertThat(Duration.ofNanos(cpuNanos() - cpu)).isLessThan(Duration.ofSeconds(2));
      server.start();

      await()
          .atMost(SOON)
          .ignoreException(CoordinationUnavailableException.class)
          .until(() -> coordination.put("q/b", bytes("1")) > 0);
      await().atMost(SOON).until(() -> heard.values().size() == 2);
    }
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  @Test
  void survivesACompactionDuringAWatch() throws Exception {
    Heard heard = new Heard();
    coordination.put("q/a", bytes("1"));
    try (KeyWatch watch = coordination.watch("q/", heard)) {
      await().until(() -> heard.values().size() == 1);
      long last = 0;
      for (int i = 2; i < 50; i++) {
        last = coordination.put("q/a", bytes("" + i));
      }
      etcdctl("compact", Long.toString(last));
      coordination.put("q/a", bytes("last"));
      await().atMost(SOON).until(() -> "last".equals(heard.values().get("q/a")));
    }
  }

  @Test
  void startsOverWhenItsRevisionWasCompactedAway() throws Exception {
    // The watch's connection is cut by the kill; by the time it is back, its revision is gone.
    Heard heard = new Heard();
    coordination.put("q/a", bytes("1"));
    try (KeyWatch watch = coordination.watch("q/", heard)) {
      await().until(() -> heard.values().size() == 1);
      server.kill();
      server.start();
      etcdctl("put", "/pepper/q/b", "1");
      etcdctl("del", "/pepper/q/a");
      try (Coordination other = open()) {
        etcdctl("compact", Long.toString(other.list("").revision()));
      }
      await().atMost(SOON).until(() -> heard.values().equals(Map.of("q/b", "1")));
    }
  }

  @Test
  void comparesWithAFreshListNowAndThenWithoutTellingTwice() {
    try (Coordination often = open(Duration.ofMillis(200))) {
      Heard heard = new Heard();
      try (KeyWatch watch = often.watch("q/", heard)) {
        for (int i = 0; i < 20; i++) {
          String value = "" + i;
          coordination.put("q/a", bytes(value));
          await().until(() -> value.equals(heard.values().get("q/a")));
          await().pollDelay(Duration.ofMillis(50)).until(() -> true);
        }
        assertThat(heard.changes()).hasSize(20).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void keepsALeaseAliveFarBeyondItsTime() {
    Lease lease = coordination.grant(Duration.ofSeconds(2));
    coordination.compareAndPut("nodes/a", 0, bytes("1"), Optional.of(lease));

    await()
        .during(Duration.ofSeconds(6))
        .atMost(Duration.ofSeconds(10))
        .until(() -> lease.isHeld() && coordination.get("nodes/a").isPresent());
  }

  @Test
  void doesNotHoldALeaseWhileTheServerIsFrozen() {
    Lease lease = coordination.grant(Duration.ofSeconds(3));
    coordination.compareAndPut("nodes/a", 0, bytes("1"), Optional.of(lease));
    server.freeze();
    Instant frozen = Instant.now();
    try {
      await().atMost(Duration.ofSeconds(10)).until(() -> !lease.isHeld());
      assertThat(Duration.between(frozen, Instant.now())).isLessThan(Duration.ofMillis(3_500));
    } finally {
      server.thaw();
    }
    await()
        .atMost(SOON)
        .ignoreException(CoordinationUnavailableException.class)
        .until(() -> coordination.get("nodes/a").isEmpty());
    assertThat(lease.isHeld()).isFalse();
  }

  @Test
  void neverHoldsALeaseThatTheServerHasEnded() throws Exception {
    Lease lease = coordination.grant(Duration.ofSeconds(3));
    etcdctl("lease", "revoke", Long.toHexString(lease.id()));

    await().atMost(Duration.ofSeconds(5)).until(() -> !lease.isHeld());
  }

  @Test
  void keepsALeaseOverAQuickRestartOfTheServer() {
    Lease lease = coordination.grant(Duration.ofSeconds(30));
    coordination.compareAndPut("nodes/a", 0, bytes("1"), Optional.of(lease));

    server.kill();
    server.start();

    await()
        .atMost(SOON)
        .ignoreException(CoordinationUnavailableException.class)
        .until(() -> coordination.get("nodes/a").isPresent());
    assertThat(lease.isHeld()).isTrue();
  }

  @Test
  void answersWithinSecondsWhenTheServerHangs() {
    server.freeze();
    try {
      long start = System.nanoTime();
      assertThatThrownBy(coordination::check).isInstanceOf(CoordinationUnavailableException.class);
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(10));
    } finally {
      server.thaw();
    }
  }

  @Test
  void namesTheSettingWhenItCannotBeReached() {
    Settings wrong = Settings.of(Map.of("pepper.coordination", "etcd:http://127.0.0.1:1"));
    try {
      assertThatThrownBy(() -> Coordinations.open(wrong))
          .isInstanceOf(InvalidSettingException.class)
          .hasMessageContaining("pepper.coordination is 'etcd:http://127.0.0.1:1'")
          .hasMessageContaining("no answer within 5 s")
          .hasMessageNotContaining("\n");
      assertThat(System.getProperty("pepper.start.failure")).contains("pepper.coordination");
    } finally {
      System.clearProperty("pepper.start.failure");
    }
  }
}
