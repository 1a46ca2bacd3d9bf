package io.pepper.discovery.cluster;

import static io.pepper.discovery.cluster.RegistryCluster.soon;
import static io.pepper.discovery.cluster.Samples.APP;
import static io.pepper.discovery.cluster.Samples.key;
import static io.pepper.discovery.cluster.Samples.registration;
import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.discovery.DiscoveryNode;
import io.pepper.discovery.InstanceUpdate;
import io.pepper.discovery.UnknownInstanceException;
import io.pepper.discovery.cluster.RegistryCluster.TestNode;
import io.pepper.discovery.cluster.state.Epoch;
import io.pepper.discovery.cluster.state.RecordJson;
import io.pepper.discovery.cluster.state.RegistryKeys;
import io.pepper.discovery.instance.Application;
import io.pepper.discovery.instance.Instance;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.discovery.instance.Status;
import io.pepper.fixtures.EtcdServer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three nodes that share a real etcd. */
class RegistryClusterTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private EtcdServer etcd;
  private RegistryCluster cluster;
  private TestNode one;
  private TestNode two;
  private TestNode three;

  @BeforeEach
  void open() {
    etcd = new EtcdServer().start();
    cluster = new RegistryCluster(etcd.setting());
    one = cluster.start("n1");
    two = cluster.start("n2");
    three = cluster.start("n3");
  }

  @AfterEach
  void close() {
    cluster.close();
    etcd.close();
  }

  private static String owner(TestNode node, String name) {
    return ownerOf(node, name).orElse("");
  }

  private static Optional<String> ownerOf(TestNode node, String name) {
    return node.coordination()
        .get(RegistryKeys.instance(key(name)))
        .map(entry -> RecordJson.instanceRecord(entry.value()).owner());
  }

  @Test
  void allNodesShowTheSameUnderTheSameNumber() {
    one.registry().register(registration("a"));
    two.registry().register(registration("b"));
    soon().until(() -> cluster.agree(APP));
    three.registry().condition(key("b"), conditions -> conditions.withDrained(true));
    two.registry().cancel(key("a"));

    soon().until(() -> cluster.agree(APP));
    assertThat(one.find(APP).orElseThrow().instances()).hasSize(1).noneMatch(Instance::isUp);
    assertThat(one.registry().nodes().all())
        .extracting(DiscoveryNode::name)
        .containsExactly("n1", "n2", "n3");
    assertThat(one.registry().nodes().changed()).isEqualTo(three.registry().nodes().changed());
  }

  @Test
  void aNodeThatComesLaterAgrees() {
    one.registry().register(registration("a"));
    one.registry().register(registration("b"));
    one.registry().cancel(key("a"));
    TestNode four = cluster.start("n4");
    assertThat(four.find(APP).orElseThrow().changed())
        .isEqualTo(one.find(APP).orElseThrow().changed());
    assertThat(cluster.agree(APP)).isTrue();
  }

  /** What was shown under a number is the same wherever and whenever it is asked for. */
  @Test
  void pollersAnywhereMissNothingAmongConcurrentWriters() throws Exception {
    Map<Long, String> versions = new ConcurrentHashMap<>();
    List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      List<Future<String>> pollers =
          cluster.nodes().stream()
              .map(node -> threads.submit(() -> poll(node, versions, wrong, done)))
              .toList();
      List<Callable<Void>> writers =
          IntStream.range(0, 12).<Callable<Void>>mapToObj(i -> () -> write(i)).toList();
      for (Future<Void> writer : threads.invokeAll(writers)) {
        writer.get();
      }
      // The writers may have left nobody, and then there is no application.
      one.registry().register(registration("last"));
      soon().until(() -> cluster.agree(APP));
      String last = one.find(APP).orElseThrow().zones().toString();
      done.set(true);
      for (Future<String> poller : pollers) {
        assertThat(poller.get()).isEqualTo(last);
      }
    } finally {
      // Pollers poll until they are told.
      done.set(true);
      threads.close();
    }
    assertThat(wrong).isEmpty();
    assertThat(versions).hasSizeGreaterThan(10);
  }

  /** Of changes in whose midst etcd does not answer for longer than anybody waits. */
  @Test
  void allAgreeWheneverChangesGotNoAnswerInTime() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      Future<Void> stalls = threads.submit(() -> stall(done));
      List<Callable<Void>> writers =
          IntStream.range(0, 12).<Callable<Void>>mapToObj(i -> () -> write(i)).toList();
      for (Future<Void> writer : threads.invokeAll(writers)) {
        writer.get();
      }
      done.set(true);
      stalls.get();
      soon().until(() -> cluster.agree(APP));
    } finally {
      done.set(true);
      threads.close();
    }
  }

  private Void stall(AtomicBoolean done) throws InterruptedException {
    Random random = new Random(1);
    while (!done.get()) {
      Thread.sleep(random.nextInt(200));
      etcd.freeze();
      Thread.sleep(900 + random.nextInt(900));
      etcd.thaw();
    }
    return null;
  }

  private Void write(int writer) {
    Random random = new Random(writer);
    TestNode node = cluster.nodes().get(writer % 3);
    for (int i = 0; i < 60; i++) {
      String name = "i" + random.nextInt(6);
      switch (random.nextInt(4)) {
        case 0 -> node.registry().cancel(key(name));
        case 1 -> condition(node, name, random.nextInt(100));
        case 2 -> amend(node, name, random.nextBoolean() ? Status.UP : Status.WAITING);
        default -> node.registry().register(registration(name, "h:" + random.nextInt(1000)));
      }
    }
    return null;
  }

  private static void condition(TestNode node, String name, int weight) {
    try {
      node.registry()
          .condition(key(name), conditions -> conditions.withWeight(OptionalInt.of(weight)));
    } catch (UnknownInstanceException e) {
      assertThat(e).hasMessageContaining(name);
    }
  }

  private static void amend(TestNode node, String name, Status status) {
    try {
      node.registry()
          .update(APP, "sh001", List.of(new InstanceUpdate(name, Optional.of(status), Map.of())));
    } catch (UnknownInstanceException e) {
      assertThat(e).hasMessageContaining(name);
    }
  }

  private static String poll(
      TestNode node, Map<Long, String> versions, List<String> wrong, AtomicBoolean done) {
    // A busy machine may keep nodes out of touch for a moment: then each has numbers of its own.
    long epoch = Epoch.of(node.coordination(), Clock.systemUTC()).nanos();
    long known = 0;
    String content = "";
    boolean last = false;
    while (!last) {
      last = done.get();
      Optional<Application> now = node.find(APP);
      if (now.isPresent() && now.get().changed() != known) {
        if (now.get().changed() < known) {
          wrong.add(node.name() + " went back to " + now.get().changed());
        }
        known = now.get().changed();
        content = now.get().zones().toString();
        boolean isShared = (known - epoch) % Epoch.STEP == 0;
        String other = isShared ? versions.putIfAbsent(known, content) : null;
        if (other != null && !other.equals(content)) {
          wrong.add(known + " is " + content + " and " + other);
        }
      }
      LockSupport.parkNanos(50_000);
    }
    return content;
  }

  /**
   * A change that etcd does not answer within a second holds on its node alone, and the last one
   * wins: on a machine where that happens, nothing is promised of the sum, and it is tried again.
   */
  @Test
  void noIncrementIsLostWhenAllNodesChangeTheSame() throws Exception {
    int tries = 0;
    String name = "a0";
    while (!isIncrementedInTime(name)) {
      assertThat(++tries).as("tries in which etcd took more than a second").isLessThan(10);
      soon().until(() -> cluster.nodes().stream().noneMatch(node -> node.registry().isAway()));
      name = "a" + tries;
    }
    soon().until(() -> cluster.agree(APP));
    assertThat(two.find(APP).orElseThrow().find(key(name)).orElseThrow().metadata())
        .containsEntry("weight", "90");
  }

  /** Returns whether every one of 90 increments was answered within a second. */
  private boolean isIncrementedInTime(String name) throws Exception {
    one.registry().register(registration(name));
    soon().until(() -> cluster.agree(APP));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Duration>> increments =
          IntStream.range(0, 9)
              .<Callable<Duration>>mapToObj(
                  i -> () -> slowestOf(10, cluster.nodes().get(i % 3), name))
              .toList();
      boolean isInTime = true;
      for (Future<Duration> slowest : threads.invokeAll(increments)) {
        isInTime &= slowest.get().toMillis() < 1_000;
      }
      return isInTime;
    }
  }

  private static Duration slowestOf(int increments, TestNode node, String name) {
    long slowest = 0;
    for (int i = 0; i < increments; i++) {
      long start = System.nanoTime();
      node.registry()
          .condition(
              key(name), said -> said.withWeight(OptionalInt.of(said.weight().orElse(0) + 1)));
      slowest = Math.max(slowest, System.nanoTime() - start);
    }
    return Duration.ofNanos(slowest);
  }

  @Test
  void heartbeatsMayGoToAnyNode() throws Exception {
    one.registry().register(registration("moved"));
    one.registry().register(registration("dead"));
    soon().until(() -> cluster.agree(APP));
    for (int i = 0; i < 8; i++) {
      cluster.pass(Duration.ofSeconds(25));
      assertThat(two.registry().renew(key("moved"))).isPresent();
    }
    assertThat(owner(one, "moved")).isEqualTo("n2");
    soon().until(() -> cluster.agree(APP));
    assertThat(cluster.nodes()).noneMatch(node -> node.has(key("dead")));

    // And when the last one stops, it goes, wherever it is judged by then.
    awaitGone("moved", Duration.ofSeconds(110));
  }

  /** Also not in the moment between a node's answer that it had none and the removal. */
  @Test
  void whoIsToldThatItLivesIsNotRemoved() throws Exception {
    for (int i = 0; i < 50; i++) {
      one.registry().register(registration("busy" + i));
    }
    for (int i = 0; i < 7; i++) {
      one.registry().register(registration("late" + i));
    }
    soon().until(() -> cluster.agree(APP));
    for (int i = 0; i < 44; i++) {
      cluster.pass(SECOND.multipliedBy(2));
      renewTheBusy();
    }
    List<InstanceKey> alive = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      cluster.pass(SECOND);
      if (isToldThatItLives("late" + i, i)) {
        alive.add(key("late" + i));
      }
    }
    assertThat(alive).isNotEmpty().hasSizeLessThan(7);
    for (int i = 0; i < 10; i++) {
      cluster.pass(SECOND);
      renewTheBusy();
    }
    assertThat(cluster.nodes()).allMatch(node -> alive.stream().allMatch(node::has));
  }

  /** By a heartbeat, or by a register that says nothing new, in turn. */
  private boolean isToldThatItLives(String name, int turn) {
    if (turn % 2 == 0) {
      return two.registry().renew(key(name)).isPresent();
    }
    two.registry().register(registration(name));
    return true;
  }

  private void renewTheBusy() {
    for (int i = 0; i < 50; i++) {
      one.registry().renew(key("busy" + i));
    }
  }

  @Test
  void aNodeThatNoHeartbeatCanReachRemovesNobody() throws Exception {
    one.registry().register(registration("a"));
    one.registry().reachable(false);
    cluster.pass(Duration.ofSeconds(200));
    assertThat(one.has(key("a"))).isTrue();

    one.registry().reachable(true);
    cluster.pass(Duration.ofSeconds(85));
    assertThat(one.has(key("a"))).isTrue();
    awaitGone("a", Duration.ofSeconds(10));
  }

  /** Time passes second by second until no node shows it, at most this long. */
  private void awaitGone(String name, Duration most) throws InterruptedException {
    for (long second = 0; second < most.toSeconds() && one.has(key(name)); second++) {
      cluster.pass(SECOND);
    }
    soon().until(() -> cluster.nodes().stream().noneMatch(node -> node.has(key(name))));
  }

  @Test
  void aNodeThatDoesNotAnswerDelaysARemoval() throws Exception {
    one.registry().register(registration("a"));
    soon().until(() -> cluster.agree(APP));
    List<TestNode> others = List.of(one, two);
    cluster.pass(Duration.ofSeconds(60), others);
    three.registry().renew(key("a"));
    cluster.pass(Duration.ofSeconds(35), others);
    // It is overdue by now, and kept as long as the third may still say that it had heartbeats.
    assertThat(one.has(key("a"))).isTrue();
    cluster.pass(Duration.ofSeconds(3));
    assertThat(owner(one, "a")).isEqualTo("n3");
  }

  @Test
  void whatADeadNodeJudgedIsTakenOver() throws Exception {
    for (int i = 0; i < 250; i++) {
      three.registry().register(registration("a" + i));
    }
    soon().until(() -> cluster.agree(APP));
    long changed = one.find(APP).orElseThrow().changed();
    cluster.pass(Duration.ofSeconds(30));
    two.registry().renew(key("a7"));
    cluster.die(three);
    soon()
        .until(() ->
            one.registry().nodes().all().size() == 2 && two.registry().nodes().all().size() == 2);
    cluster.pass(Duration.ofSeconds(4));

    assertThat(owner(one, "a7")).isEqualTo("n2");
    assertThat(owner(one, "a8")).isEqualTo("n1");
    // Nobody but the nodes need know.
    assertThat(one.find(APP).orElseThrow().changed()).isEqualTo(changed);
    cluster.pass(Duration.ofSeconds(80));
    assertThat(one.find(APP).orElseThrow().instances()).hasSize(250);
  }

  @Test
  void aNodeThatFrozeDoesNotRemoveWhatItMissed() throws Exception {
    one.registry().register(registration("a"));
    soon().until(() -> cluster.agree(APP));
    cluster.pass(Duration.ofSeconds(200), List.of(two, three));
    cluster.pass(Duration.ofSeconds(85));
    assertThat(one.has(key("a"))).isTrue();
    awaitGone("a", Duration.ofSeconds(10));
  }

  @Test
  void anOutageHarmsNobody() throws Exception {
    for (int i = 0; i < 30; i++) {
      cluster.nodes().get(i % 3).registry().register(registration("a" + i));
    }
    soon().until(() -> cluster.agree(APP));
    Application before = one.find(APP).orElseThrow();

    etcd.stop();
    three.registry().register(registration("new"));
    three.registry().register(registration("a1", "moved:1"));
    cluster.time.pass(Duration.ofMillis(1));
    two.registry().register(registration("a1", "moved:2"));
    two.registry().cancel(key("a2"));
    one.registry().condition(key("a3"), said -> said.withDrained(true));
    for (int i = 0; i < 10; i++) {
      cluster.passApart(Duration.ofSeconds(30));
      assertThat(one.registry().renew(key("a0"))).isPresent();
      assertThat(three.registry().renew(key("new"))).isPresent();
      three.registry().register(registration("a4", "moved:" + i));
    }
    assertThat(one.has(key("new"))).isFalse();
    long apart = three.find(APP).orElseThrow().changed();
    assertThat(apart).isGreaterThan(before.changed());
    assertThat(two.has(key("a2"))).isFalse();
    assertThat(cluster.nodes()).allMatch(node -> node.registry().figures().isAway());

    etcd.start();
    soon().until(() -> cluster.agree(APP) && one.has(key("new")) && isAllTold());
    Application after = one.find(APP).orElseThrow();
    assertThat(after.changed()).isGreaterThan(apart);
    assertThat(after.instances()).hasSize(30);
    assertThat(address(after, "a1")).isEqualTo("grpc://moved:2");
    assertThat(address(after, "a4")).isEqualTo("grpc://moved:9");
    assertThat(after.find(key("a2"))).isEmpty();
    assertThat(after.find(key("a3")).orElseThrow().isUp()).isFalse();

    soon()
        .until(() -> {
          cluster.passApart(SECOND);
          return cluster.nodes().stream()
              .allMatch(node -> node.registry().nodes().all().size() == 3);
        });
    cluster.pass(Duration.ofSeconds(80));
    assertThat(one.find(APP).orElseThrow().instances()).hasSize(30);
  }

  private boolean isAllTold() {
    return cluster.nodes().stream()
        .map(node -> node.registry().figures())
        .allMatch(figures -> figures.pending() == 0 && !figures.isAway());
  }

  private static String address(Application app, String name) {
    return app.find(key(name)).orElseThrow().registration().addresses().getFirst();
  }

  @Test
  void whatOnlyADeadNodeKnewIsRegisteredAnew() {
    one.registry().register(registration("a"));
    soon().until(() -> cluster.agree(APP));
    etcd.stop();
    three.registry().register(registration("pending"));
    assertThat(three.has(key("pending"))).isTrue();
    cluster.die(three);
    etcd.start();

    assertThat(two.registry().renew(key("pending"))).isEmpty();
    two.registry().register(registration("pending"));
    soon().until(() -> one.has(key("pending")) && isAllTold() && cluster.agree(APP));
    assertThat(one.find(APP).orElseThrow().instances()).hasSize(2);
  }

  @Test
  void aRestartOfAllNodesKeepsEverything() {
    Instance made = one.registry().register(registration("a"));
    long changed = one.find(APP).orElseThrow().changed();
    soon().until(() -> cluster.agree(APP));
    cluster.nodes().forEach(cluster::leave);
    cluster.time.pass(Duration.ofHours(2));

    TestNode again = cluster.start("n1");
    assertThat(again.find(APP).orElseThrow().changed()).isEqualTo(changed);
    assertThat(again.find(APP).orElseThrow().find(key("a"))).contains(made);
    Instance later = again.registry().register(registration("a", "10.0.0.8:1"));
    assertThat(later.registered()).isEqualTo(made.registered());
  }

  @Test
  void whatCannotBeReadIsPassedOverAndMayBeReplaced() {
    one.coordination().put(RegistryKeys.instance(key("a")), "no JSON".getBytes());
    one.coordination().put(RegistryKeys.instance(key("b")), "{}".getBytes());
    one.coordination().put("discovery/apps/x/y", "[]".getBytes());
    one.coordination().put("discovery/of/the/future", "?".getBytes());
    one.registry().register(registration("a"));

    soon().until(() -> two.has(key("a")) && cluster.agree(APP));
    assertThat(two.find(APP).orElseThrow().instances()).hasSize(1);
    assertThat(one.registry().figures().pending()).isZero();
  }
}
