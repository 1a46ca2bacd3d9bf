package io.pepper.config.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.config.definition.DomainName;
import io.pepper.config.snapshot.NodeStatus;
import io.pepper.coordination.Coordination;
import io.pepper.coordination.embedded.EmbeddedCoordination;
import io.pepper.coordination.etcd.EtcdCoordination;
import io.pepper.fixtures.EtcdServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterStatusTest {
  private static final DomainName SHOP = new DomainName("shop");
  private static final Duration TIME_TO_LIVE = Duration.ofSeconds(2);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static EtcdServer etcd;

  private Coordination coordination;
  private final FixedNodes here = new FixedNodes("p1");
  private final FixedNodes there = new FixedNodes("p2");
  private ClusterStatus one;
  private ClusterStatus two;

  @BeforeAll
  static void start() {
    etcd = new EtcdServer().start();
  }

  @AfterAll
  static void stop() {
    etcd.close();
  }

  @BeforeEach
  void open() {
    coordination = new EtcdCoordination(List.of(etcd.url()), Duration.ofHours(1));
    one = new ClusterStatus(coordination, "p1", "home1", TIME_TO_LIVE, here);
    two = new ClusterStatus(coordination, "p2", "home2", TIME_TO_LIVE, there);
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
    coordination.close();
  }

  @Test
  void everyServerShowsTheNodesOfAll() {
    here.add("b", 1);
    there.add("a", 1);

    one.reportOnce();
    two.reportOnce();

    List<NodeStatus> all = List.of(there.nodes.getFirst(), here.nodes.getFirst());
    assertThat(one.of(SHOP)).isEqualTo(all);
    assertThat(two.of(SHOP)).isEqualTo(all);
    assertThat(two.of(new DomainName("shop2"))).isEmpty();
  }

  @Test
  void thousandsOfNodesComeAndGo() {
    IntStream.range(0, 2500).forEach(i -> there.add("n" + i, 1));
    two.reportOnce();
    assertThat(one.of(SHOP)).hasSize(2500);
    there.nodes.subList(10, 2500).clear();

    two.reportOnce();

    assertThat(one.of(SHOP)).hasSize(10);
  }

  @Test
  void writesOnlyWhatHasChanged() {
    there.add("a", 1);
    two.reportOnce();
    long written = revision();

    two.reportOnce();
    assertThat(revision()).isEqualTo(written);
    there.nodes.clear();
    there.add("a", 2);
    two.reportOnce();

    assertThat(revision()).isGreaterThan(written);
    assertThat(one.of(SHOP).getFirst().revision()).isEqualTo(2);
  }

  private long revision() {
    return coordination.list("config/reports/shop/p2/").entries().getFirst().revision();
  }

  @Test
  void theNodesOfAServerThatEndsAreGone() {
    there.add("a", 1);
    two.reportOnce();
    assertThat(one.of(SHOP)).hasSize(1);

    two.close();

    assertThat(one.of(SHOP)).isEmpty();
  }

  @Test
  void theNodesOfAServerThatDiesAreGoneAfterAWhile() {
    there.add("a", 1);
    try (Coordination killed = new EtcdCoordination(List.of(etcd.url()), Duration.ofHours(1))) {
      ClusterStatus dying = new ClusterStatus(killed, "p3", "home3", TIME_TO_LIVE, there);
      dying.reportOnce();
      assertThat(one.of(SHOP)).hasSize(1);
    }

    await().atMost(LIMIT).until(() -> one.of(SHOP).isEmpty());
  }

  @Test
  void aReportThatCannotBeReadHidesNoOther() {
    coordination.put("config/reports/shop/p9/0", new byte[] {'x'});
    there.add("a", 1);
    two.reportOnce();

    assertThat(one.of(SHOP)).hasSize(1);
    coordination.put("config/reports/shop/p9/0", "{\"nodes\":[]}".getBytes());
  }

  @Test
  void aServerThatIsAloneWritesNothing(@TempDir Path folder) {
    try (Coordination alone = new EmbeddedCoordination(folder);
        ClusterStatus status = new ClusterStatus(alone, "p1", "home1", TIME_TO_LIVE, here)) {
      here.add("a", 1);

      status.start();

      assertThat(status.of(SHOP)).hasSize(1);
      assertThat(alone.list("config/").entries()).isEmpty();
    }
  }

  /** The nodes of one domain, as the test sets them. */
  private static final class FixedNodes implements LocalNodes {
    private final List<NodeStatus> nodes = new ArrayList<>();
    private final String server;

    FixedNodes(String server) {
      this.server = server;
    }

    void add(String id, long revision) {
      nodes.add(
          new NodeStatus(
              id,
              "cart",
              "web",
              server,
              "grpc",
              "10.0.0.7",
              revision,
              2,
              Instant.EPOCH,
              false,
              Map.of()));
    }

    @Override
    public Set<DomainName> domains() {
      return Set.of(SHOP);
    }

    @Override
    public List<NodeStatus> of(DomainName domain) {
      return domain.equals(SHOP) ? nodes : List.of();
    }
  }
}
