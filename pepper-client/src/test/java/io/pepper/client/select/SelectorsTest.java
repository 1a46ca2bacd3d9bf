package io.pepper.client.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pepper.client.Instance;
import io.pepper.client.Load;
import io.pepper.client.Sample;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SelectorsTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final int CHOICES = 20_000;

  @Test
  void randomGivesAllTheSame() {
    List<Instance> hosts = Sample.hosts("one", 5);
    Map<String, Integer> counts = counts(Selectors.random(), choice(hosts), CHOICES);
    hosts.forEach(host ->
        assertThat(counts.get(host.hostname())).isCloseTo(CHOICES / 5, within(CHOICES / 25)));
  }

  @Test
  void roundRobinTakesEachInTurn() {
    Selector selector = Selectors.roundRobin();
    List<Instance> hosts = Sample.hosts("one", 7);
    for (int round = 0; round < 5; round++) {
      assertThat(counts(selector, choice(hosts), 7).values()).hasSize(7).containsOnly(1);
    }
  }

  /** A counter by position would starve some here. */
  @RepeatedTest(20)
  void roundRobinStarvesNobodyWhenCandidatesChange(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Selector selector = Selectors.roundRobin();
    List<Instance> hosts = Sample.hosts("one", 6);
    List<List<Instance>> subsets = new ArrayList<>();
    subsets.add(hosts);
    for (int i = 0; i < 3; i++) {
      List<Instance> subset = hosts.stream().filter(host -> random.nextBoolean()).toList();
      subsets.add(subset.isEmpty() ? hosts : subset);
    }
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < 4_000; i++) {
      counts.merge(selector.select(choice(subsets.get(i % 4))).hostname(), 1, Integer::sum);
    }
    assertThat(counts).hasSize(6);
    // Each is a candidate in a quarter of the choices at least, among six at most.
    assertThat(counts.values()).allMatch(count -> count >= 4_000 / 4 / 6 / 2);
  }

  @RepeatedTest(20)
  void weightedIsExactOverACycle(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<Instance> hosts = new ArrayList<>();
    int sum = 0;
    for (int i = 0; i < 8; i++) {
      int weight = random.nextInt(20) + (i == 0 ? 1 : 0);
      sum += weight;
      hosts.add(Sample.weighing("host-" + i, Integer.toString(weight)));
    }
    Map<String, Integer> counts = counts(Selectors.weighted(), choice(hosts), sum);
    for (Instance host : hosts) {
      assertThat(counts.getOrDefault(host.hostname(), 0))
          .isEqualTo(Integer.parseInt(host.metadata().get("weight")));
    }
  }

  @Test
  void weightedIsSmooth() {
    Selector selector = Selectors.weighted();
    Choice choice =
        choice(
            List.of(
                Sample.weighing("a", "5"), Sample.weighing("b", "1"), Sample.weighing("c", "1")));
    StringBuilder order = new StringBuilder();
    for (int i = 0; i < 7; i++) {
      order.append(selector.select(choice).hostname());
    }
    assertThat(order).hasToString("aabacaa");
  }

  @Test
  void weightZeroTakesNothingUnlessAllHaveIt() {
    List<Instance> some = List.of(Sample.weighing("a", "0"), Sample.weighing("b", "3"));
    List<Instance> all = List.of(Sample.weighing("a", "0"), Sample.weighing("b", "0"));
    for (Selector selector : List.of(Selectors.weighted(), Selectors.consistentHash())) {
      assertThat(counts(selector, choice(some), 100)).containsOnlyKeys("b");
      assertThat(counts(selector, choice(all), 100)).containsOnlyKeys("a", "b");
    }
  }

  @Test
  void unsaidWeightsAreAverage() {
    List<Instance> hosts =
        List.of(
            Sample.weighing("a", "20"),
            Sample.weighing("b", "40"),
            Sample.weighing("c", "much"),
            Sample.weighing("d", "-1"),
            Sample.instance("one", "e", Map.of()),
            Sample.weighing("f", "0"),
            Sample.weighing("g", "2000000000"));
    assertThat(Weights.of(hosts.subList(0, 6))).containsExactly(20, 40, 30, 30, 30, 0);
    assertThat(Weights.of(hosts.subList(4, 5))).containsExactly(10);
    assertThat(Weights.of(hosts.subList(6, 7))).containsExactly(1_000_000);
  }

  @Test
  void consistentHashMovesOnlyTheKeysOfThoseThatLeave() {
    Selector selector = Selectors.consistentHash();
    List<Instance> before = Sample.hosts("one", 10);
    List<Instance> after = new ArrayList<>(before);
    Instance gone = after.remove(3);
    int moved = 0;
    for (int i = 0; i < 10_000; i++) {
      Instance one = selector.select(choice(before, "user-" + i));
      Instance other = selector.select(choice(after.reversed(), "user-" + i));
      assertThat(selector.select(choice(before, "user-" + i))).isEqualTo(one);
      if (one.equals(gone)) {
        moved++;
      } else {
        assertThat(other).isEqualTo(one);
      }
    }
    assertThat(moved).isBetween(800, 1_200);
  }

  @Test
  void consistentHashRespectsWeights() {
    Selector selector = Selectors.consistentHash();
    List<Instance> hosts = List.of(Sample.weighing("a", "10"), Sample.weighing("b", "30"));
    int heavy = 0;
    for (int i = 0; i < 10_000; i++) {
      heavy += selector.select(choice(hosts, "key" + i)).hostname().equals("b") ? 1 : 0;
    }
    assertThat(heavy).isBetween(7_200, 7_800);
  }

  @Test
  void zoneFirstStaysInItsZoneWhileThatHasCandidates() {
    List<Instance> own = Sample.hosts("one", 2);
    List<Instance> all = new ArrayList<>(own);
    all.addAll(Sample.hosts("two", 8));
    Selector selector = Selectors.zoneFirst(Selectors.roundRobin());
    for (int i = 0; i < 100; i++) {
      assertThat(own).contains(selector.select(choice(all)));
    }
    assertThat(selector.select(choice(Sample.hosts("two", 2))).zone()).isEqualTo("two");
  }

  @Test
  void zoneFirstSharesTrafficByTheWeightsOfZones() {
    List<Instance> all = new ArrayList<>(Sample.hosts("one", 1));
    all.addAll(Sample.hosts("two", 6));
    all.addAll(Sample.hosts("three", 1));
    Selector selector = Selectors.zoneFirst(Selectors.roundRobin());
    Map<String, Map<String, Integer>> weights =
        Map.of("one", Map.of("one", 1, "two", 3, "three", 0, "four", 50));
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < CHOICES; i++) {
      Choice choice = new Choice(all, Optional.empty(), "one", weights, Map::of);
      counts.merge(selector.select(choice).zone(), 1, Integer::sum);
    }
    assertThat(counts).containsOnlyKeys("one", "two");
    assertThat(counts.get("two")).isCloseTo(CHOICES * 3 / 4, within(CHOICES / 50));
    Choice keyed = new Choice(all, Optional.of("user"), "one", weights, Map::of);
    assertThat(counts(Selectors.zoneFirst(Selectors.consistentHash()), keyed, 100)).hasSize(1);
  }

  @Test
  void leastLoadTakesTheLessLoadedAndIgnoresOldReports() {
    List<Instance> hosts = Sample.hosts("one", 2);
    Map<String, Load> loads = Map.of("host-0", load(0.2, 1), "host-1", load(0.9, 1));
    assertThat(counts(leastLoad(), loaded(hosts, loads), 50)).containsOnlyKeys("host-0");
    Map<String, Load> old = Map.of("host-0", load(0.2, 6), "host-1", load(0.9, 60));
    assertThat(counts(leastLoad(), loaded(hosts, old), 200)).containsOnlyKeys("host-0", "host-1");
  }

  @Test
  void leastLoadGoesByMetadataOfLate() {
    long justNow = NOW.minusSeconds(2).getEpochSecond() * 1_000_000_000L;
    List<Instance> hosts =
        List.of(
            Sample.instance("one", "a", Map.of("load", "0.9"), justNow),
            Sample.instance("one", "b", Map.of("load", "0.1"), justNow));
    assertThat(counts(leastLoad(), choice(hosts), 50)).containsOnlyKeys("b");
    List<Instance> old =
        List.of(
            Sample.instance("one", "a", Map.of("load", "0.9"), 1),
            Sample.instance("one", "b", Map.of("load", "none"), justNow));
    assertThat(counts(leastLoad(), choice(old), 200)).containsOnlyKeys("a", "b");
  }

  /** Who reports nothing is neither flooded nor forgotten. */
  @Test
  void leastLoadCountsTheSilentAsAverage() {
    List<Instance> hosts = Sample.hosts("one", 3);
    Map<String, Load> loads = Map.of("host-0", load(0.1, 1), "host-1", load(0.9, 1));
    Map<String, Integer> counts = counts(leastLoad(), loaded(hosts, loads), 3_000);
    assertThat(counts.get("host-0")).isGreaterThan(counts.get("host-2"));
    assertThat(counts.get("host-2")).isGreaterThan(800);
  }

  @Test
  void filtersGoByMetadata() {
    Instance instance =
        Sample.instance(
            "one", "a", Map.of("cluster", "c1", "group", "test, canary", "color", "red"));
    Instance plain = Sample.instance("one", "b", Map.of());
    assertThat(Filters.clusters("c1", "c2")).accepts(instance).rejects(plain);
    assertThat(Filters.clusters()).accepts(instance, plain);
    assertThat(Filters.group("canary")).accepts(instance).rejects(plain);
    assertThat(Filters.group("can")).rejects(instance);
    assertThat(Filters.color("red").and(Filters.scheme("grpc"))).accepts(instance).rejects(plain);
    assertThat(Filters.color("")).accepts(plain).rejects(instance);
    assertThat(Filters.scheme("gorpc")).rejects(instance);
  }

  private static Selector leastLoad() {
    return Selectors.leastLoad(Duration.ofSeconds(5), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static Load load(double load, int secondsAgo) {
    return new Load(load, NOW.minusSeconds(secondsAgo));
  }

  private static Choice loaded(List<Instance> hosts, Map<String, Load> loads) {
    return new Choice(hosts, Optional.empty(), "one", Map.of(), () -> loads);
  }

  private static Choice choice(List<Instance> candidates) {
    return new Choice(candidates, Optional.empty(), "one", Map.of(), Map::of);
  }

  private static Choice choice(List<Instance> candidates, String key) {
    return new Choice(candidates, Optional.of(key), "one", Map.of(), Map::of);
  }

  private static Map<String, Integer> counts(Selector selector, Choice choice, int times) {
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < times; i++) {
      counts.merge(selector.select(choice).hostname(), 1, Integer::sum);
    }
    return counts;
  }
}
