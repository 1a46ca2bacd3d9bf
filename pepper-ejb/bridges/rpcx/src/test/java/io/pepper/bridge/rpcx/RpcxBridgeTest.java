package io.pepper.bridge.rpcx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.setup.Coordinations;
import io.pepper.discovery.cluster.SharedRegistry;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.Instance;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.discovery.instance.Origin;
import io.pepper.discovery.instance.Registration;
import io.pepper.discovery.instance.Status;
import io.pepper.fixtures.EtcdServer;
import io.pepper.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Acceptance tests 9 and 10 of the registry, by the keys that rpcx's programs were seen to use. */
class RpcxBridgeTest {
  private static final String SERVER = "tcp@10.0.0.1:8972";

  /** By which the two clocks that a heartbeat's time is made of may differ, in nanoseconds. */
  private static final long MOMENT = 20_000_000;

  private static EtcdServer etcd;
  private static int runs;

  @TempDir private Path data;
  private final String base = "/rpcx_test_" + ++runs;
  private final AppKey app = new AppKey("prod", "Arith");
  private final InstanceKey key = new InstanceKey(app, "rpcx", SERVER);
  private RpcxStore rpcx;
  private Coordination coordination;
  private SharedRegistry registry;
  private RpcxBridge bridge;

  @BeforeAll
  static void startEtcd() {
    etcd = new EtcdServer().start();
  }

  @AfterAll
  static void stopEtcd() {
    etcd.close();
  }

  @BeforeEach
  void open() {
    rpcx = new RpcxStore(etcd.url());
    coordination = Coordinations.open(Settings.of(Map.of("pepper.data", data.toString())));
    registry = new SharedRegistry(coordination, "node-1", Clock.systemUTC());
    registry.open();
    bridge = bridge("node-1");
  }

  private RpcxBridge bridge(String node) {
    RpcxSettings settings =
        new RpcxSettings(
            new LinkedHashMap<>(Map.of(base, "prod")),
            List.of(etcd.url()),
            Set.of("rpcx", "tcp"),
            "rpcx",
            "pepper",
            Duration.ofSeconds(2),
            Duration.ofSeconds(20));
    RpcxBridge opened = new RpcxBridge(settings, registry, coordination, node);
    opened.start();
    return opened;
  }

  @AfterEach
  void close() {
    bridge.close();
    registry.close();
    coordination.close();
    rpcx.close();
  }

  private String leaf(String name) {
    return base + "/Arith/" + name;
  }

  private Optional<Instance> mirrored() {
    return registry.find(app).flatMap(found -> found.find(key));
  }

  private Instance awaitMirrored() {
    await().until(() -> mirrored().isPresent());
    return mirrored().orElseThrow();
  }

  private void register(Map<String, String> metadata, Status status, String... addresses) {
    registry.register(
        new Registration(
            new InstanceKey(app, "sh", "host-1"),
            "",
            "host-1",
            List.of(addresses),
            metadata,
            status,
            "",
            Registration.DEFAULT_LIFETIME,
            Origin.HTTP));
  }

  @Test
  void showsServersOfRpcxAndNothingElseThatLiesThere() throws Exception {
    rpcx.put(base, "rpcx_path", 0);
    rpcx.put(base + "/Arith", "Arith", 0);
    rpcx.put(base + "/Arith/deeper/still", "x=1", 0);
    rpcx.put(leaf(SERVER), "calls=1.00&connections=2.00&group=a&group=b&weight=7", 0);

    Registration seen = awaitMirrored().registration();

    assertThat(seen.origin()).isEqualTo(Origin.RPCX);
    assertThat(seen.addresses()).containsExactly("tcp://10.0.0.1:8972");
    assertThat(seen.metadata()).isEqualTo(Map.of("group", "a,b", "weight", "7"));
    assertThat(seen.status()).isEqualTo(Status.UP);
    assertThat(registry.find(app).orElseThrow().instances()).hasSize(1);
  }

  @Test
  void takesARewrittenLeafForASignOfLifeButNotWhatItWroteItself() throws Exception {
    long lease = rpcx.lease(30);
    rpcx.put(leaf(SERVER), "calls=1.00", lease);
    long changed = awaitMirrored().changed();
    long registered = registry.renewed(key).orElseThrow();
    AtomicInteger calls = new AtomicInteger(1);

    await()
        .until(() -> {
          rpcx.put(leaf(SERVER), "calls=" + calls.incrementAndGet(), lease);
          return registry.renewed(key).orElseThrow() > registered + MOMENT;
        });
    assertThat(awaitMirrored().changed()).isEqualTo(changed);

    registry.condition(key, said -> said.withDrained(true));
    await().until(() -> rpcx.value(leaf(SERVER)).contains("pepper_state"));
    long renewed = registry.renewed(key).orElseThrow();
    rpcx.put(leaf("tcp@10.0.0.2:8972"), "", lease);
    await().until(() -> registry.find(app).orElseThrow().instances().count() == 2);
    assertThat(registry.renewed(key).orElseThrow()).isCloseTo(renewed, within(MOMENT));
  }

  @Test
  void endsAServerWhoseLeafSaysMoreThanAnInstanceMay() throws Exception {
    rpcx.put(leaf(SERVER), "group=a", 0);
    awaitMirrored();

    rpcx.put(leaf(SERVER), "group=" + "b".repeat(200_000), 0);

    await().until(() -> mirrored().isEmpty());
  }

  @Test
  void seesStatesAndEndsButNoRates() throws Exception {
    long lease = rpcx.lease(30);
    rpcx.put(leaf(SERVER), "calls=1.00", lease);
    long changed = awaitMirrored().changed();

    rpcx.put(leaf(SERVER), "calls=2.00", lease);
    rpcx.put(leaf("tcp@10.0.0.2:1"), "", lease);
    await().until(() -> registry.find(app).orElseThrow().instances().count() == 2);
    assertThat(mirrored().orElseThrow().changed()).isEqualTo(changed);

    rpcx.put(leaf(SERVER), "calls=2.00&state=inactive", lease);
    await().until(() -> mirrored().orElseThrow().status() == Status.WAITING);

    rpcx.revoke(lease);
    await().until(() -> registry.find(app).map(found -> found.isEmpty()).orElse(true));
  }

  @Test
  void publishesAddressesThatRpcxCanCall() throws Exception {
    register(
        Map.of("weight", "3", "group", "a,b", "note", "a b&c"),
        Status.UP,
        "rpcx://10.0.0.5:1",
        "tcp://10.0.0.5:2",
        "http://10.0.0.5:3");

    await().until(() -> rpcx.get(leaf("tcp@10.0.0.5:2")).isPresent());

    assertThat(rpcx.value(leaf("tcp@10.0.0.5:1")))
        .isEqualTo("group=a&group=b&hostname=host-1&note=a+b%26c&pepper=pepper&weight=3&zone=sh");
    assertThat(rpcx.get(leaf("http@10.0.0.5:3"))).isEmpty();
    long lease = rpcx.get(leaf("tcp@10.0.0.5:1")).orElseThrow().getLease();
    assertThat(lease).isNotZero();
    assertThat(rpcx.get(leaf("tcp@10.0.0.5:2")).orElseThrow().getLease()).isEqualTo(lease);
  }

  @Test
  void publishesWhoMustWaitAsInactiveAndNeverWeightZero() throws Exception {
    register(Map.of("weight", "0"), Status.UP, "rpcx://10.0.0.5:1");
    await()
        .untilAsserted(() ->
            assertThat(rpcx.value(leaf("tcp@10.0.0.5:1"))).contains("state=inactive", "weight=1"));

    register(Map.of(), Status.WAITING, "rpcx://10.0.0.5:1");
    await()
        .untilAsserted(() ->
            assertThat(rpcx.value(leaf("tcp@10.0.0.5:1")))
                .contains("state=inactive")
                .doesNotContain("weight"));

    register(Map.of("weight", "1000000"), Status.UP, "rpcx://10.0.0.5:1");
    await()
        .untilAsserted(() ->
            assertThat(rpcx.value(leaf("tcp@10.0.0.5:1")))
                .contains("weight=1000")
                .doesNotContain("state"));

    registry.cancel(new InstanceKey(app, "sh", "host-1"));
    await().until(() -> rpcx.get(leaf("tcp@10.0.0.5:1")).isEmpty());
  }

  @Test
  void makesNoLoopAndLeavesAServersOwnLeafAlone() throws Exception {
    rpcx.put(leaf(SERVER), "weight=7", 0);
    register(Map.of(), Status.UP, "rpcx://10.0.0.1:8972", "rpcx://10.0.0.5:1");

    await().until(() -> rpcx.get(leaf("tcp@10.0.0.5:1")).isPresent());
    awaitMirrored();

    // A further round changes nothing.
    long version = registry.find(app).orElseThrow().changed();
    rpcx.put(leaf("tcp@10.0.0.9:1"), "", 0);
    await().until(() -> registry.find(app).orElseThrow().instances().count() == 3);
    assertThat(registry.find(app).orElseThrow().changed()).isGreaterThan(version);
    assertThat(rpcx.value(leaf(SERVER))).isEqualTo("weight=7");
    assertThat(registry.find(app).orElseThrow().zones()).containsOnlyKeys("rpcx", "sh");
  }

  @Test
  void anOperatorsEditKeepsTheLeafsLeaseAndIsUndone() throws Exception {
    long lease = rpcx.lease(60);
    rpcx.put(leaf(SERVER), "calls=1.00&weight=7", lease);
    awaitMirrored();

    registry.condition(key, now -> now.withDrained(true).withWeight(OptionalInt.of(2)));
    await()
        .untilAsserted(() ->
            assertThat(rpcx.value(leaf(SERVER)))
                .contains("state=inactive", "weight=2", "calls=1.00"));
    assertThat(rpcx.get(leaf(SERVER)).orElseThrow().getLease()).isEqualTo(lease);
    assertThat(mirrored().orElseThrow().registration().status()).isEqualTo(Status.UP);
    assertThat(mirrored().orElseThrow().registration().metadata()).containsEntry("weight", "7");

    registry.condition(key, now -> now.withDrained(false).withWeight(OptionalInt.empty()));
    await()
        .untilAsserted(() -> assertThat(rpcx.value(leaf(SERVER))).isEqualTo("calls=1.00&weight=7"));
    assertThat(rpcx.get(leaf(SERVER)).orElseThrow().getLease()).isEqualTo(lease);

    rpcx.revoke(lease);
    await().until(() -> mirrored().isEmpty());
  }

  @Test
  void whoIsToldOfAServerIsToldOnce() throws Exception {
    AtomicInteger told = new AtomicInteger();
    try (var subscription = registry.subscribe(Set.of(app), change -> told.incrementAndGet())) {
      rpcx.put(leaf(SERVER), "weight=7", 0);
      awaitMirrored();
      rpcx.put(base + "/Other/" + SERVER, "", 0);
      await().until(() -> registry.find(new AppKey("prod", "Other")).isPresent());
    }

    assertThat(told).hasValue(1);
  }

  @Test
  void anEditSurvivesThatTheRegistryForgetsIt() throws Exception {
    rpcx.put(leaf(SERVER), "pepper_state=1&pepper_weight=7&state=inactive&weight=2", 0);

    await().until(() -> mirrored().filter(one -> one.conditions().drained()).isPresent());

    assertThat(mirrored().orElseThrow().conditions().weight()).hasValue(2);
    assertThat(mirrored().orElseThrow().registration().metadata()).containsEntry("weight", "7");
    assertThat(rpcx.value(leaf(SERVER)))
        .isEqualTo("pepper_state=1&pepper_weight=7&state=inactive&weight=2");
  }

  @Test
  void writesAnEditAgainWhenTheServerComesBackWithItsOwnWords() throws Exception {
    rpcx.put(leaf(SERVER), "weight=7", 0);
    awaitMirrored();
    registry.condition(key, now -> now.withDrained(true));
    await().until(() -> rpcx.value(leaf(SERVER)).contains("state=inactive"));

    rpcx.put(leaf(SERVER), "weight=8", 0);

    await()
        .untilAsserted(
            () -> assertThat(rpcx.value(leaf(SERVER))).contains("state=inactive", "weight=8"));
  }

  @Test
  void aNodeThatIsElectedNextTakesOverWhatTheFormerPublished() throws Exception {
    register(Map.of(), Status.UP, "rpcx://10.0.0.5:1");
    String leaf = leaf("tcp@10.0.0.5:1");
    await().until(() -> rpcx.get(leaf).isPresent());
    long formerly = rpcx.get(leaf).orElseThrow().getLease();
    RpcxBridge next = bridge("node-2");
    try {
      bridge.close();

      await().until(() -> rpcx.get(leaf).orElseThrow().getLease() != formerly);

      rpcx.revoke(formerly);
      assertThat(rpcx.get(leaf)).isPresent();
    } finally {
      next.close();
    }
  }

  @Test
  void goesOnAfterEtcdWasAway() throws Exception {
    rpcx.put(leaf(SERVER), "", 0);
    awaitMirrored();

    etcd.kill();
    etcd.start();

    await()
        .atMost(Duration.ofSeconds(40))
        .ignoreExceptions()
        .until(() -> {
          rpcx.put(leaf("tcp@10.0.0.2:1"), "", 0);
          return registry.find(app).orElseThrow().instances().count() == 2;
        });
    assertThat(mirrored()).isPresent();
  }
}
