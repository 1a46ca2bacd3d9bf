package io.pepper.discovery.cluster;

import static org.awaitility.Awaitility.await;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.setup.Coordinations;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.Application;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.core.ConditionFactory;

/** Registries of several nodes in this JVM, each with a connection of its own to one etcd. */
final class RegistryCluster implements AutoCloseable {
  private static final Duration NEVER = Duration.ofDays(1);
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** A node, and what it needs to be taken away. */
  record TestNode(String name, Coordination coordination, SharedRegistry registry) {
    Optional<Application> find(AppKey app) {
      return registry.find(app);
    }

    boolean has(InstanceKey key) {
      return find(key.app()).flatMap(app -> app.find(key)).isPresent();
    }

    /** Ends as a crash would: nothing is told any more, and its lease ends. */
    void die() {
      coordination.close();
      registry.close();
    }

    void leave() {
      registry.close();
      coordination.close();
    }
  }

  final TestTime time = new TestTime();
  private final String etcd;
  private final List<TestNode> nodes = new ArrayList<>();

  /**
   * @param etcd as settings write it
   */
  RegistryCluster(String etcd) {
    this.etcd = etcd;
  }

  static ConditionFactory soon() {
    return await()
        .atMost(Duration.ofSeconds(30))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2));
  }

  /** Looks only when {@link #pass} or a test says so. */
  TestNode start(String name) {
    Coordination coordination =
        Coordinations.open(Settings.of(Map.of("pepper.coordination", etcd)));
    SharedRegistry registry =
        new SharedRegistry(coordination, Samples.terms(name), time, time, NEVER);
    registry.open();
    TestNode node = new TestNode(name, coordination, registry);
    nodes.add(node);
    soon()
        .until(() ->
            nodes.stream().allMatch(each -> each.registry.nodes().all().size() == nodes.size()));
    return node;
  }

  List<TestNode> nodes() {
    return List.copyOf(nodes);
  }

  void die(TestNode node) {
    nodes.remove(node);
    node.die();
  }

  void leave(TestNode node) {
    nodes.remove(node);
    node.leave();
  }

  /** Time passes, and all nodes look every second. */
  void pass(Duration duration) throws InterruptedException {
    pass(duration, nodes);
  }

  /** Time passes, and only these look; each time all hear what came of it. */
  void pass(Duration duration, List<TestNode> checked) throws InterruptedException {
    for (long second = 0; second < duration.toSeconds(); second++) {
      check(checked);
      settle();
    }
  }

  /** Time passes while etcd is away, and all nodes look every second. */
  void passApart(Duration duration) throws InterruptedException {
    for (long second = 0; second < duration.toSeconds(); second++) {
      check(nodes);
    }
  }

  private void check(List<TestNode> checked) throws InterruptedException {
    time.pass(LOOK);
    for (TestNode node : List.copyOf(checked)) {
      node.registry.checkLiveness();
    }
  }

  private void settle() {
    long revision = nodes.getFirst().coordination.put("discovery/mark", new byte[0]);
    soon().until(() -> nodes.stream().allMatch(node -> node.registry.delivered() >= revision));
  }

  /** Whether all nodes show the same of an application, under the same number. */
  boolean agree(AppKey app) {
    return nodes.stream()
            .map(node ->
                node.find(app).map(found -> found.changed() + " " + found.zones()).orElse(""))
            .distinct()
            .count()
        == 1;
  }

  @Override
  public void close() {
    nodes.forEach(TestNode::leave);
  }
}
