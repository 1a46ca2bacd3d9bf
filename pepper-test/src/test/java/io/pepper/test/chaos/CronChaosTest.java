package io.pepper.test.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.test.NeededTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Three whole Peppers on a real etcd, through whatever can happen to nodes: for every nominal
 * instant at most one run per replica, and none missing beyond what the misfire policy allows
 * (docs/compatibility.md, Defects of peppercron, and how it is here). What ran is read from what
 * the commands wrote down themselves. {@code -Dpepper.long=true} makes 20 minutes of two; {@code
 * -Dpepper.chaos.seed} repeats a schedule.
 */
class CronChaosTest {
  private static final boolean LONG = Boolean.getBoolean("pepper.long");
  private static final Duration CHAOS = LONG ? Duration.ofMinutes(20) : Duration.ZERO;
  private static final Duration SETTLE = Duration.ofMinutes(3);
  private static final Duration APART = Duration.ofSeconds(LONG ? 120 : 20);
  private static final Path KEPT = Path.of("target/chaos");

  /** Some run at once, some take longer than a second, one longer than a node may be away. */
  private static final List<ChaosJob> JOBS =
      List.of(
          ChaosJob.everySecond("tick", "1", "allow", "skip"),
          ChaosJob.everySecond("two", "2", "allow", "skip"),
          ChaosJob.everySecond("each", "\"all\"", "allow", "skip"),
          ChaosJob.everySecond("made-up", "1", "allow", "all"),
          ChaosJob.everySecond("slow", "1", "skip", "skip").doing("sleep 1.5"),
          ChaosJob.everySecond("queued", "1", "queue", "skip").doing("sleep 0.5"),
          ChaosJob.everySecond("long", "1", "skip", "skip")
              .every(Duration.ofSeconds(5))
              .doing("i=0; while [ $i -lt 80 ]; do sleep 0.25; alive; i=$((i+1)); done"));

  @Test
  void everyOccurrenceRunsOnceWhateverHappensToNodes() throws Exception {
    long seed = Long.getLong("pepper.chaos.seed", System.nanoTime());
    System.out.println("chaos: seed " + seed);
    try (ChaosCluster cluster = new ChaosCluster().start(alike())) {
      cluster
          .cannotCut()
          .ifPresent(
              why -> System.out.println("chaos: SKIPPED: nodes cannot be cut off here: " + why));
      define(cluster);
      ChaosPlan plan = new ChaosPlan(cluster, new Random(seed));
      if (LONG) {
        plan.goOnFor(CHAOS);
      } else {
        plan.oneOfEach();
      }
      Accounts accounts = settled(cluster);
      System.out.println(new Figures(accounts).text());
      cluster.keep(KEPT);
      assertThat(accounts.wrong()).as("seed " + seed).isEmpty();
    }
  }

  @Test
  void clocksTwoSecondsApartRunNothingTwice() throws Exception {
    Optional<Path> fake = fakeTime();
    NeededTool.check(fake.isPresent(), "libfaketime");
    try (ChaosCluster cluster =
        new ChaosCluster()
            .start(List.of(clock(fake.get(), "+2s"), Map.of(), clock(fake.get(), "-2s")))) {
      define(cluster);
      Thread.sleep(APART);
      Accounts accounts = settled(cluster);
      System.out.println(new Figures(accounts).text());
      cluster.keep(KEPT);
      assertThat(accounts.wrong()).isEmpty();
      assertThat(earliness(accounts)).as("ms the fast node was early").isGreaterThan(1000);
    }
  }

  private static Optional<Path> fakeTime() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
      return folders
          .map(folder -> folder.resolve("faketime/libfaketime.so.1"))
          .filter(Files::exists)
          .findFirst();
    }
  }

  /** Of a node's JVM, whose timed waits stay as they are; its commands know nothing of it. */
  private static Map<String, String> clock(Path library, String offset) {
    return Map.of(
        "LD_PRELOAD",
        library.toString(),
        "FAKETIME",
        offset,
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0");
  }

  /** By how much the node whose clock is fast was early. */
  private static long earliness(Accounts accounts) {
    return accounts.executions().stream()
        .filter(run -> run.slot().equals(new Execution.Slot("each", ChaosCluster.name(0))))
        .mapToLong(run -> Duration.between(run.started(), run.nominal()).toMillis())
        .max()
        .orElseThrow();
  }

  private static List<Map<String, String>> alike() {
    return Collections.nCopies(ChaosCluster.NODES, Map.of());
  }

  private static void define(ChaosCluster cluster) {
    for (ChaosJob job : JOBS) {
      cluster.pepper(0).rest().put("/api/v1/cron/jobs/" + job.name(), job.document()).expect2xx();
    }
  }

  /** Holds everything up, and waits until the history says that nothing runs. */
  private static Accounts settled(ChaosCluster cluster) throws SQLException {
    Instant end = Instant.now().minusSeconds(5);
    cluster.pepper(0).rest().post("/api/v1/cron/pause", "").expect2xx();
    try (Connection connection = cluster.connect()) {
      await()
          .during(Duration.ofSeconds(3))
          .atMost(SETTLE)
          .pollInterval(Duration.ofMillis(500))
          .until(() -> Recorded.running(connection) == 0);
      List<Execution> executions = new ArrayList<>();
      for (int node = 0; node < ChaosCluster.NODES; node++) {
        executions.addAll(Evidence.read(cluster.work(node), node));
      }
      return new Accounts(JOBS, executions, Recorded.all(connection), cluster.disturbances(), end);
    }
  }
}
