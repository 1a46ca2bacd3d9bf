package io.pepper.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.setup.Coordinations;
import io.pepper.discovery.cluster.SharedRegistry;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.Application;
import io.pepper.discovery.instance.Instance;
import io.pepper.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The rules of a {@link Bridge} with an adapter's store and mapping, on a real server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BridgeContract {
  private static final AtomicInteger PLACES = new AtomicInteger();
  private static final Duration TERM = Duration.ofSeconds(2);
  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final String APP = "Arith";
  private static final String THEIRS = "tcp://10.0.0.1:8972";
  private static final String OURS = "tcp://10.0.0.5:1";

  private ForeignStore store;
  private String place;
  private EntryMapping mapping;
  private ForeignRegistry reader;
  private Coordination coordination;
  private SharedRegistry registry;
  private Bridge bridge;

  /** Starts the server. */
  protected abstract ForeignStore open() throws Exception;

  @BeforeAll
  void openStore() throws Exception {
    store = open();
  }

  @AfterAll
  void closeStore() throws Exception {
    store.close();
  }

  @BeforeEach
  void connect(@TempDir Path data) {
    place = "bridge" + PLACES.incrementAndGet() + "x";
    mapping = store.mapping(place);
    reader = store.connect();
    coordination = Coordinations.open(Settings.of(Map.of("pepper.data", data.toString())));
    registry = new SharedRegistry(coordination, "node-1", Clock.systemUTC());
    registry.open();
    bridge = bridge("node-1");
  }

  @AfterEach
  void disconnect() {
    bridge.close();
    registry.close();
    coordination.close();
    reader.close();
  }

  private Bridge bridge(String node) {
    Bridge opened =
        new Bridge(
            new BridgeTerms("contract", node, TERM, store.session()),
            registry,
            coordination,
            store.connect(),
            List.of(mapping));
    opened.start();
    return opened;
  }

  private void register(String address) {
    registry.register(TestInstances.registration(APP, address, 1));
  }

  private void cancel(String address) {
    registry.cancel(TestInstances.registration(APP, address, 1).key());
  }

  private Set<String> shown() {
    return instances()
        .filter(instance -> instance.registration().origin() == mapping.origin())
        .flatMap(instance -> instance.registration().addresses().stream())
        .collect(Collectors.toSet());
  }

  private Stream<Instance> instances() {
    return registry.find(new AppKey("prod", APP)).stream().flatMap(Application::instances);
  }

  private void awaitShown(String... addresses) {
    await().atMost(LIMIT).until(() -> shown().equals(Set.of(addresses)));
  }

  /** Waits until other programs find these servers and no others. */
  private void awaitFound(String... addresses) {
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> store.servers(place, APP).equals(Set.of(addresses)));
  }

  private Map<String, ForeignEntry> entries() {
    return reader.list(mapping.path()).entries().stream()
        .collect(Collectors.toMap(ForeignEntry::key, entry -> entry));
  }

  private ForeignEntry ours() {
    String key = mapping.entries(TestInstances.instance(APP, OURS, 1)).keySet().iterator().next();
    return entries().get(key);
  }

  @Test
  void showsTheServersOfOthersAsLongAsTheyAreThere() throws Exception {
    store.addServer(place, APP, THEIRS);
    awaitShown(THEIRS);

    store.removeServer(place, APP, THEIRS);
    awaitShown();
  }

  @Test
  void showsWhatChangedWhileNobodyExchanged() throws Exception {
    store.addServer(place, APP, THEIRS);
    awaitShown(THEIRS);
    bridge.close();
    store.removeServer(place, APP, THEIRS);
    store.addServer(place, APP, "tcp://10.0.0.2:1");

    bridge = bridge("node-1");

    awaitShown("tcp://10.0.0.2:1");
  }

  @Test
  void publishesOurInstancesAsLongAsTheyAreThere() {
    register(OURS);
    awaitFound(OURS);

    cancel(OURS);
    awaitFound();
  }

  @Test
  void writesNothingBackToWhereItCameFrom() throws Exception {
    store.addServer(place, APP, THEIRS);
    awaitShown(THEIRS);
    Map<String, ForeignEntry> theirs = entries();
    register(OURS);
    awaitFound(THEIRS, OURS);

    // The round that shows the second server follows one that saw everything above.
    store.addServer(place, APP, "tcp://10.0.0.2:1");
    await().atMost(LIMIT).until(() -> shown().contains("tcp://10.0.0.2:1"));
    store.addServer(place, APP, "tcp://10.0.0.9:1");
    await().atMost(LIMIT).until(() -> shown().contains("tcp://10.0.0.9:1"));

    assertThat(shown()).containsOnly(THEIRS, "tcp://10.0.0.2:1", "tcp://10.0.0.9:1");
    assertThat(instances()).hasSize(4);
    assertThat(store.servers(place, APP))
        .containsOnly(THEIRS, OURS, "tcp://10.0.0.2:1", "tcp://10.0.0.9:1");
    Map<String, ForeignEntry> now = entries();
    theirs.forEach(
        (key, entry) -> assertThat(now.get(key).revision()).as(key).isEqualTo(entry.revision()));
  }

  @Test
  void leavesAloneWhatAnotherProgramRegisteredItself() throws Exception {
    store.addServer(place, APP, THEIRS);
    awaitShown(THEIRS);
    Map<String, ForeignEntry> theirs = entries();

    register(THEIRS);
    register(OURS);
    awaitFound(THEIRS, OURS);
    cancel(THEIRS);
    cancel(OURS);
    awaitFound(THEIRS);

    theirs.forEach((key, entry) ->
        assertThat(entries().get(key).revision()).as(key).isEqualTo(entry.revision()));
  }

  @Test
  void theNodeElectedNextTakesOverWhatIsPublished() throws Exception {
    register(OURS);
    awaitFound(OURS);
    String formerly = ours().session();
    Bridge next = bridge("node-2");
    try {
      bridge.close();
      await().atMost(LIMIT).until(() -> ours() != null && !ours().session().equals(formerly));

      store.endSession(formerly);

      assertThat(store.servers(place, APP)).containsOnly(OURS);
    } finally {
      next.close();
    }
  }

  @Test
  void publishesAgainWhenItsSessionHasEnded() throws Exception {
    register(OURS);
    awaitFound(OURS);
    String ended = ours().session();

    store.endSession(ended);

    await().atMost(LIMIT).until(() -> ours() != null && !ours().session().equals(ended));
    awaitFound(OURS);
  }

  @Test
  void aStoreThatIsAwayHarmsNobodyAndIsReconciled() throws Exception {
    store.addServer(place, APP, THEIRS);
    register(OURS);
    awaitShown(THEIRS);
    awaitFound(THEIRS, OURS);

    store.kill();
    try {
      cancel(OURS);
      register("tcp://10.0.0.6:1");
      assertThat(shown()).containsOnly(THEIRS);
    } finally {
      store.start();
    }

    awaitFound(THEIRS, "tcp://10.0.0.6:1");
    store.addServer(place, APP, "tcp://10.0.0.2:1");
    awaitShown(THEIRS, "tcp://10.0.0.2:1");
  }
}
