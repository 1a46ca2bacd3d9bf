package io.pepper.discovery.cluster;

import static io.pepper.discovery.cluster.Samples.APP;
import static io.pepper.discovery.cluster.Samples.key;
import static io.pepper.discovery.cluster.Samples.registration;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.setup.Coordinations;
import io.pepper.discovery.InstanceUpdate;
import io.pepper.discovery.RegistryFullException;
import io.pepper.discovery.UnknownInstanceException;
import io.pepper.discovery.cluster.liveness.NodeTerms;
import io.pepper.discovery.cluster.state.RegistryKeys;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.AppSettings;
import io.pepper.discovery.instance.Application;
import io.pepper.discovery.instance.BalancingStrategy;
import io.pepper.discovery.instance.Check;
import io.pepper.discovery.instance.Conditions;
import io.pepper.discovery.instance.Instance;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.discovery.instance.Origin;
import io.pepper.discovery.instance.Status;
import io.pepper.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One node on the embedded coordination. */
class SharedRegistryTest {
  private static final Duration NEVER = Duration.ofDays(1);
  private static final Duration LOOK = Duration.ofSeconds(1);

  @TempDir Path folder;
  private final TestTime time = new TestTime();
  private Coordination coordination;
  private SharedRegistry registry;

  @BeforeEach
  void open() {
    open(NodeTerms.DEFAULT_INSTANCES);
  }

  private void open(int limit) {
    coordination = Coordinations.open(Settings.of(Map.of("pepper.data", folder.toString())));
    registry = new SharedRegistry(coordination, Samples.terms("n1", limit), time, time, NEVER);
    registry.open();
  }

  @AfterEach
  void close() {
    registry.close();
    coordination.close();
  }

  private void reopen(int limit) {
    close();
    open(limit);
  }

  /** Time passes, and the registry looks every second. */
  private void pass(Duration duration) throws InterruptedException {
    for (long second = 0; second < duration.toSeconds(); second++) {
      time.pass(LOOK);
      registry.checkLiveness();
    }
  }

  private Instance instance(String name) {
    return registry.find(APP).orElseThrow().find(key(name)).orElseThrow();
  }

  private long changed() {
    return registry.find(APP).orElseThrow().changed();
  }

  @Test
  void whatIsRegisteredIsThereWhenItReturns() {
    Instance made = registry.register(registration("a"));

    assertThat(instance("a")).isEqualTo(made);
    assertThat(made.registration()).isEqualTo(registration("a"));
    assertThat(made.registered()).isEqualTo(made.changed()).isEqualTo(made.up()).isPositive();
    assertThat(registry.applications()).extracting(Application::key).containsExactly(APP);
    assertThat(registry.renewed(key("a"))).hasValue(made.registered());
  }

  /** The version may be behind the time by as long as the installation is old. */
  @Test
  void tellsByTheClockWhenAnApplicationChangedAlsoAfterARestart() throws InterruptedException {
    registry.register(registration("a"));
    registry.register(registration("b"));
    time.pass(Duration.ofHours(7));

    registry.cancel(key("b"));

    long cancelled = time.instant().getEpochSecond();
    assertThat(changedAt()).isEqualTo(cancelled);
    assertThat(TimeUnit.NANOSECONDS.toSeconds(changed())).isLessThan(cancelled - 3_600);
    time.pass(Duration.ofHours(1));
    reopen(NodeTerms.DEFAULT_INSTANCES);
    assertThat(changedAt()).isEqualTo(cancelled);
    registry.configure(APP, now -> now.withZoneWeights(Map.of("a", Map.of("b", 1)), ""));
    assertThat(changedAt()).isEqualTo(time.instant().getEpochSecond());
  }

  private long changedAt() {
    return TimeUnit.NANOSECONDS.toSeconds(registry.find(APP).orElseThrow().changedAt());
  }

  /** What former versions kept does not say when. */
  @Test
  void tellsWhenThePartsOfAnApplicationChangedIfNothingElseIsKnown() {
    Instance made = registry.register(registration("a"));
    time.pass(Duration.ofHours(7));
    registry.close();
    coordination.put(
        RegistryKeys.app(APP),
        "{\"env\":\"%s\",\"app\":\"%s\"}".formatted(APP.environment(), APP.name()).getBytes(UTF_8));
    coordination.close();
    open(NodeTerms.DEFAULT_INSTANCES);

    assertThat(registry.find(APP).orElseThrow().changedAt()).isEqualTo(made.changed());
  }

  @Test
  void theSameAgainIsAHeartbeatAndAnythingElseAChange() {
    Instance made = registry.register(registration("a"));
    long before = changed();
    time.pass(LOOK);

    assertThat(registry.register(registration("a"))).isEqualTo(made);
    assertThat(changed()).isEqualTo(before);
    assertThat(registry.renewed(key("a"))).hasValue(made.registered() + LOOK.toNanos());

    Instance other = registry.register(registration("a", "10.0.0.8:3109"));
    assertThat(changed()).isGreaterThan(before);
    assertThat(other.registered()).isEqualTo(made.registered());
    assertThat(other.up()).isEqualTo(made.up());
    assertThat(other.changed()).isGreaterThan(made.changed());
  }

  @Test
  void changedIsAboutNanosecondsSince1970() {
    registry.register(registration("a"));
    assertThat(Instant.ofEpochSecond(0, changed()))
        .isBetween(time.instant().minusSeconds(5), time.instant().plusSeconds(5));
  }

  @Test
  void everyNameWorksAndNoTwoAreTheSame() {
    List<InstanceKey> keys =
        List.of(
            new InstanceKey(new AppKey("a", "b/c"), "z", "n"),
            new InstanceKey(new AppKey("a/b", "c"), "z", "n"),
            new InstanceKey(new AppKey("a%2Fb", "c"), "z", "n"),
            new InstanceKey(new AppKey("a", "b"), "c/z", "n"),
            new InstanceKey(new AppKey("\u00fc~ \"", "\u4e16".repeat(255)), "z".repeat(255), "1"),
            new InstanceKey(new AppKey("\u00fc~ \"", "\u4e16".repeat(254)), "z".repeat(255), "1"));
    keys.forEach(key -> registry.register(registration(key, "h:1", Origin.HTTP)));
    reopen(NodeTerms.DEFAULT_INSTANCES);

    keys.forEach(key ->
        assertThat(registry.find(key.app()).orElseThrow().instances().map(Instance::key))
            .contains(key));
    assertThat(registry.figures().instances()).isEqualTo(keys.size());
    keys.forEach(key -> assertThat(registry.cancel(key)).isTrue());
    assertThat(registry.applications()).isEmpty();
  }

  @Test
  void everythingIsThereAfterARestart() {
    Instance made = registry.register(registration("a"));
    Instance said =
        registry.condition(
            key("a"),
            conditions ->
                conditions
                    .withDrained(true)
                    .withWeight(OptionalInt.of(3))
                    .withUnhealthy(Optional.of("no answer"))
                    .withAttributes(Map.of("color", "red")));
    registry.configure(
        APP,
        settings ->
            new AppSettings(
                Map.of("sh001", Map.of("sh002", 3)),
                Optional.of(BalancingStrategy.ROUND_ROBIN),
                "a remark",
                Optional.of("hash"),
                Optional.of(
                    new Check(
                        Check.Type.HTTP,
                        "http",
                        "/health",
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(1),
                        3,
                        2))));
    Application before = registry.find(APP).orElseThrow();
    time.pass(Duration.ofHours(1));
    reopen(NodeTerms.DEFAULT_INSTANCES);

    Application after = registry.find(APP).orElseThrow();
    assertThat(after.changed()).isEqualTo(before.changed());
    assertThat(after.settings()).isEqualTo(before.settings());
    assertThat(instance("a")).isEqualTo(said);
    assertThat(instance("a").registered()).isEqualTo(made.registered());
    assertThat(registry.renewed(key("a"))).isEmpty();
  }

  @Test
  void anAmendmentChangesAllOrNothing() {
    registry.register(registration("a"));
    registry.register(registration("b"));
    long before = changed();

    assertThatThrownBy(
            () -> registry.update(APP, "sh001", List.of(waiting("a"), waiting("never registered"))))
        .isInstanceOf(UnknownInstanceException.class);
    assertThat(instance("a").status()).isEqualTo(Status.UP);
    assertThat(changed()).isEqualTo(before);

    registry.update(APP, "sh001", List.of(waiting("a"), waiting("b")));
    assertThat(instance("a").status()).isEqualTo(Status.WAITING);
    assertThat(instance("b").metadata()).containsEntry("more", "1").containsEntry("weight", "10");
    assertThat(changed()).isGreaterThan(before);
  }

  private static InstanceUpdate waiting(String name) {
    return new InstanceUpdate(name, Optional.of(Status.WAITING), Map.of("more", "1"));
  }

  @Test
  void whatOperatorsSayOutlivesARegistration() {
    registry.register(registration("a"));
    Instance said = registry.condition(key("a"), conditions -> conditions.withDrained(true));
    Instance again = registry.register(registration("a", "10.0.0.8:3109"));

    assertThat(again.status()).isEqualTo(Status.WAITING);
    assertThat(again.changed()).isGreaterThan(said.changed());
    assertThatThrownBy(() -> registry.condition(key("b"), conditions -> conditions))
        .isInstanceOf(UnknownInstanceException.class);
  }

  @Test
  void aCancelledInstanceIsGoneAndNoHeartbeatBringsItBack() {
    registry.register(registration("a"));
    registry.condition(key("a"), conditions -> conditions.withDrained(true));
    long before = changed();

    assertThat(registry.cancel(key("a"))).isTrue();
    assertThat(registry.cancel(key("a"))).isFalse();
    assertThat(registry.renew(key("a"))).isEmpty();
    assertThat(registry.find(APP)).isEmpty();

    registry.register(registration("a"));
    assertThat(changed()).isGreaterThan(before);
    assertThat(instance("a").conditions()).isEqualTo(Conditions.NONE);
  }

  @Test
  void refusesMoreInstancesThanThereMayBe() {
    reopen(2);
    registry.register(registration("a"));
    registry.register(registration("b"));
    assertThatThrownBy(() -> registry.register(registration("c")))
        .isInstanceOf(RegistryFullException.class)
        .hasMessageContaining("pepper.discovery.instances");
    registry.register(registration("b", "10.0.0.8:3109"));
  }

  @Test
  void subscribersHearOfEveryVersionInOrderOrOfALaterOne() {
    List<Application> heard = new CopyOnWriteArrayList<>();
    AppKey unknown = new AppKey("prod", "unknown");
    try (var subscription = registry.subscribe(Set.of(APP, unknown), heard::add)) {
      IntStream.range(0, 50).parallel().forEach(i -> registry.register(registration("a" + i)));
      IntStream.range(0, 50).parallel().forEach(i -> registry.cancel(key("a" + i)));
      await().until(() -> !heard.isEmpty() && heard.getLast().isEmpty());
    }
    List<Long> versions = heard.stream().map(Application::changed).toList();
    assertThat(versions).isSorted().doesNotHaveDuplicates();

    int before = heard.size();
    registry.register(registration("b"));
    assertThat(heard).hasSize(before);
  }

  @Test
  void anInstanceWithoutHeartbeatsGoesAfterItsLifetime() throws Exception {
    pass(LOOK);
    registry.register(registration("silent"));
    registry.register(registration("alive"));
    registry.register(registration(key("rpcx"), "h:1", Origin.RPCX));
    registry.condition(key("silent"), conditions -> conditions.withDrained(true));
    for (int i = 0; i < 3; i++) {
      pass(Duration.ofSeconds(29));
      assertThat(registry.renew(key("alive"))).isPresent();
    }
    assertThat(registry.renew(key("alive"))).isPresent();
    assertThat(instance("silent")).isNotNull();
    pass(Duration.ofSeconds(5));

    assertThat(registry.find(APP).orElseThrow().instances().map(each -> each.key().name()))
        .containsExactlyInAnyOrder("alive", "rpcx");
    assertThat(registry.renew(key("silent"))).isEmpty();
    assertThat(registry.figures().evictions()).isEqualTo(1);
    // It did not say that it ended, so it is still drained when it comes back.
    assertThat(registry.register(registration("silent")).conditions().drained()).isTrue();
  }

  @Test
  void whatWasSaidOfAnInstanceGoesADayAfterItAndNoNumberComesTwice() throws Exception {
    registry.register(registration("a"));
    registry.condition(key("a"), conditions -> conditions.withDrained(true));
    pass(Duration.ofSeconds(95));
    assertThat(registry.find(APP)).isEmpty();
    time.pass(Duration.ofMinutes(10));
    registry.checkLiveness();
    time.pass(Duration.ofHours(23));
    registry.checkLiveness();
    assertThat(coordination.list(RegistryKeys.CONDITIONS).entries()).hasSize(1);
    time.pass(Duration.ofHours(2));
    registry.checkLiveness();
    assertThat(coordination.list(RegistryKeys.CONDITIONS).entries()).isEmpty();
    // The application was nobody's only when the conditions had gone.
    await().until(() -> registry.figures().instances() == 0);
    pass(Duration.ofMinutes(11));
    time.pass(Duration.ofHours(25));
    registry.checkLiveness();
    assertThat(coordination.list(RegistryKeys.APPS).entries()).isEmpty();
    await().until(() -> registry.figures().applications() == 0);

    Instance again = registry.register(registration("a"));
    assertThat(again.status()).isEqualTo(Status.UP);
    assertThat(changed()).isPositive();
  }

  @Test
  void timeInWhichNobodyLookedDoesNotCount() throws Exception {
    registry.register(registration("a"));
    time.pass(Duration.ofMinutes(5));
    pass(Duration.ofSeconds(85));
    assertThat(instance("a")).isNotNull();
    pass(Duration.ofSeconds(8));
    assertThat(registry.find(APP)).isEmpty();
  }

  @Test
  void whenManyStopAtOnceNobodyGoes() throws Exception {
    for (int i = 0; i < 40; i++) {
      registry.register(registration("a" + i));
    }
    // Their heartbeats are spread over half a minute, then 30 of 40 stop.
    for (int second = 0; second < 60; second++) {
      pass(LOOK);
      for (int i = second % 30; i < 40; i += 30) {
        registry.renew(key("a" + i));
      }
    }
    for (int second = 0; second < 300; second++) {
      pass(LOOK);
      registry.renew(key("a" + second % 10));
    }
    assertThat(registry.figures().instances()).isEqualTo(40);
    assertThat(registry.figures().protection().orElseThrow().kept()).isEqualTo(30);
    assertThat(registry.figures().protection().orElseThrow().why()).contains("of 40 instances");

    for (int i = 0; i < 36; i++) {
      registry.renew(key("a" + i));
    }
    pass(LOOK);
    assertThat(registry.figures().protection()).isEmpty();
    assertThat(registry.figures().instances()).isEqualTo(36);
  }
}
