package io.pepper.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.cron.CronCluster.Did;
import io.pepper.cron.CronCluster.TestNode;
import io.pepper.cron.run.Run;
import io.pepper.fixtures.EtcdServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** One node and its etcd for each test, which starts what else it needs. */
abstract class CronClusterFixture {
  EtcdServer etcd;

  @TempDir Path folder;
  CronCluster cluster;
  TestNode one;

  @BeforeEach
  void open() {
    etcd = new EtcdServer().start();
    cluster = new CronCluster(folder, etcd.setting());
    one = cluster.start("n1");
    awaitMembers(one, 1);
  }

  @AfterEach
  void close() {
    cluster.close();
    etcd.close();
  }

  static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));
  }

  void everySecond(String name, String more) {
    one.define(
        name,
        """
        {"schedule":"@every 1s","overlap":"allow","run":%s%s}\
        """
            .formatted(cluster.writing("true"), more));
  }

  static void awaitMembers(TestNode node, int count) {
    soon().until(() -> node.node.view().members().size() == count);
  }

  /** Every second from the first to the last is there. */
  static void assertWithoutGaps(List<Did> done, int copies) {
    List<Instant> nominals = done.stream().map(Did::nominal).distinct().sorted().toList();
    long seconds = Duration.between(nominals.getFirst(), nominals.getLast()).toSeconds();
    assertThat(nominals).hasSize((int) seconds + 1);
    assertThat(done.stream().collect(Collectors.groupingBy(Did::nominal, Collectors.counting())))
        .allSatisfy((nominal, count) -> assertThat(count).as("%s", nominal).isEqualTo(copies));
  }

  /** Without the last occurrence, of which some copies may be under way. */
  static List<Did> settled(List<Did> done) {
    Instant last = done.stream().map(Did::nominal).max(Comparator.naturalOrder()).orElseThrow();
    return done.stream().filter(did -> did.nominal().isBefore(last)).toList();
  }

  static void assertNoneOverlap(List<Run> runs) {
    List<Run> ended =
        runs.stream()
            .filter(run -> run.started().isPresent() && run.ended().isPresent())
            .sorted(Comparator.comparing(run -> run.started().get()))
            .toList();
    for (int i = 1; i < ended.size(); i++) {
      assertThat(ended.get(i).started().get()).isAfterOrEqualTo(ended.get(i - 1).ended().get());
    }
  }

  static String manual(String run) {
    return """
    {"schedule":"@manually","run":%s}\
    """
        .formatted(run);
  }
}
