package io.pepper.coordination;

import static io.pepper.coordination.CoordinationContract.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pepper.coordination.Coordination.Entry;
import io.pepper.coordination.ReplicatedMap.Terms;
import io.pepper.definition.InvalidDefinitionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a replicated map does on every adapter. Subclasses say how to connect. */
abstract class ReplicatedMapContract {
  private static final String PREFIX = "m/";
  private static final int MAX_ENTRIES = 50;

  final List<AutoCloseable> open = new ArrayList<>();
  final TextFormat format = new TextFormat();
  final TextListener listener = new TextListener();
  Coordination coordination;
  ReplicatedMap<String, String> map;

  /** Opens the adapter on what the previous one of this test left behind. */
  abstract Coordination connect();

  @BeforeEach
  void open() {
    coordination = connect();
    map = map(format, listener);
  }

  ReplicatedMap<String, String> map(EntryFormat<String, String> format, TextListener listener) {
    ReplicatedMap<String, String> created =
        new ReplicatedMap<>(
            coordination, new Terms(PREFIX, "texts", MAX_ENTRIES), format, listener);
    listener.listenTo(created);
    open.add(created);
    return created;
  }

  @AfterEach
  void close() throws Exception {
    format.close();
    for (AutoCloseable each : open) {
      each.close();
    }
    coordination.close();
  }

  static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(10));
  }

  /** Writes as another node does. */
  final long put(String key, String value) {
    return coordination.put(PREFIX + key, bytes(value));
  }

  final void delete(String key) {
    assertThat(coordination.delete(PREFIX + key)).isTrue();
  }

  static Map<String, String> shown(ReplicatedMap<String, String> map) {
    return map.all()
        .collect(Collectors.toMap(each -> each.key().substring(PREFIX.length()), Versioned::value));
  }

  /**
   * Holds the thread of the map's watch while it reads a value, and has its queue overflow: it
   * hears of no change from here on, until it is released and lists all keys.
   */
  final void breakWatch() throws Exception {
    Heard heard = new Heard();
    try (Coordination.KeyWatch all = coordination.watch(PREFIX, heard);
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      put("held", "hold");
      format.awaitHeld();
      Callable<Long> writing = () -> put("filler", "filler");
      for (Future<Long> written :
          executor.invokeAll(Stream.generate(() -> writing).limit(4_200).toList())) {
        written.get();
      }
      put("last", "last");
      // By now the map's own watch, too, has had more than its queue holds: embedded it certainly
      // has, and from etcd unless its stream was slower than this one.
      soon().until(() -> heard.values().containsKey("m/last"));
    }
  }

  @Test
  void holdsWhatIsThereAndWhatOthersChange() {
    long before = put("before", "1");
    coordination.put("other/key", bytes("1"));
    map.open();
    assertThat(map.find("before")).contains(new Versioned<>("m/before", "1", before));
    assertThat(listener.applied()).containsExactly("before");

    long changed = put("before", "2");
    put("after", "1");
    soon().until(() -> shown(map).equals(Map.of("before", "2", "after", "1")));
    assertThat(map.find("before").orElseThrow().revision()).isEqualTo(changed);
    assertThat(map.after("after").map(Versioned::value)).containsExactly("2");

    delete("before");
    soon().until(() -> map.find("before").isEmpty());
    assertThat(map.keys()).containsExactly("after");
    assertThat(map.size()).isOne();
  }

  @Test
  void tellsTheListenerOfAnEmptyStartAndOfAListOnce() {
    map.open();
    assertThat(listener.applied()).containsExactly("");
    put("a", "1");
    put("b", "1");
    TextListener other = new TextListener();
    map(format, other).open();
    assertThat(other.applied()).containsExactly("a b");
  }

  @Test
  void isInForceWhenTheChangeReturns() {
    map.open();
    assertThat(map.change("a", present -> Optional.of("1"))).contains("1");
    assertThat(map.find("a").map(Versioned::value)).contains("1");
    assertThat(listener.applied()).containsExactly("", "a");
    assertThat(map.change("a", present -> present.map(text -> text + "+1"))).contains("1+1");
    assertThat(map.find("a").map(Versioned::value)).contains("1+1");
    assertThat(coordination.get("m/a").map(Entry::value)).contains(bytes("1+1"));
    assertThat(map.change("a", present -> Optional.empty())).isEmpty();
    assertThat(map.find("a")).isEmpty();
    assertThat(coordination.get("m/a")).isEmpty();

    put("end", "1");
    soon().until(() -> map.find("end").isPresent());
    assertThat(listener.changed()).containsExactly("a=1", "a=1+1", "a gone", "end=1");
  }

  @Test
  void editsWhatIsThereAndNotWhatItKnows() {
    put("a", "1");
    // Not opened: it knows nothing by itself.
    assertThat(map.change("a", present -> present.map(text -> text + "2"))).contains("12");
    long revision = put("a", "3");
    assertThat(map.change("a", present -> present)).contains("3");
    assertThat(map.find("a")).contains(new Versioned<>("m/a", "3", revision));
    delete("a");
    assertThat(map.change("a", present -> present)).isEmpty();
    assertThat(map.find("a")).isEmpty();
  }

  @Test
  void losesNoChangeAmongThreadsAndNodesThatAgreeInTheEnd() throws Exception {
    map.open();
    ReplicatedMap<String, String> second = map(format, new TextListener());
    second.open();
    int times = 60;
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Object>> work =
          IntStream.range(0, 8)
              .mapToObj(i -> Executors.callable(() -> count(i % 2 == 0 ? map : second, times)))
              .toList();
      for (Future<Object> done : executor.invokeAll(work)) {
        done.get();
      }
    }
    Map<String, String> listed =
        coordination.list(PREFIX).entries().stream()
            .collect(
                Collectors.toMap(
                    entry -> entry.key().substring(PREFIX.length()),
                    entry -> new String(entry.value(), UTF_8)));
    assertThat(listed.getOrDefault("sum", "")).isEqualTo("" + 8 * times);
    soon().untilAsserted(() -> assertThat(shown(map)).isEqualTo(listed));
    soon().untilAsserted(() -> assertThat(shown(second)).isEqualTo(listed));
  }

  /** Counts, and sets and removes others. */
  private static void count(ReplicatedMap<String, String> map, int times) {
    Random random = new Random();
    for (int i = 0; i < times; i++) {
      map.change(
          "sum", sum -> sum.map(n -> "" + (Integer.parseInt(n) + 1)).or(() -> Optional.of("1")));
      String text = "" + i;
      map.change(
          "k" + random.nextInt(3),
          present -> present.isPresent() ? Optional.empty() : Optional.of(text));
    }
  }

  @Test
  void createsAllOrNone() {
    map.open();
    assertThat(map.create(Map.of("a", "1", "b", "1"))).isTrue();
    assertThat(shown(map)).isEqualTo(Map.of("a", "1", "b", "1"));
    assertThat(listener.applied()).hasSize(2);
    assertThat(map.create(Map.of("b", "2", "c", "2"))).isFalse();
    assertThat(shown(map)).isEqualTo(Map.of("a", "1", "b", "1"));
    assertThat(coordination.list(PREFIX).entries()).hasSize(2);
  }

  @Test
  void leavesOutWhatCannotBeRead() {
    put("no key!", "1");
    put("unreadable", "?");
    put("fine", "1");
    map.open();
    assertThat(shown(map)).isEqualTo(Map.of("fine", "1"));

    put("fine", "?");
    soon().until(() -> map.find("fine").isEmpty());
    put("unreadable", "1");
    soon().until(() -> shown(map).equals(Map.of("unreadable", "1")));
    assertThat(map.change("fine", present -> Optional.of("2"))).contains("2");
    delete("no key!");
    put("end", "1");
    soon().until(() -> map.find("end").isPresent());
    assertThat(shown(map)).isEqualTo(Map.of("unreadable", "1", "fine", "2", "end", "1"));
  }

  @Test
  void refusesMoreThanTheMost() {
    map.open();
    map.create(
        IntStream.range(0, MAX_ENTRIES).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "1")));
    assertThatThrownBy(() -> map.change("more", present -> Optional.of("1")))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessage("there are 50 texts, which is the most; delete one first");
    assertThat(map.change("k1", present -> Optional.of("2"))).contains("2");
    map.change("k1", present -> Optional.empty());
    assertThat(map.change("more", present -> Optional.of("1"))).contains("1");
  }

  @Test
  void passesAChangeOnAfterAListenerFailed() {
    map.open();
    listener.failAt("poison");
    map.create(Map.of("poison", "1", "fine", "1"));
    put("poison", "2");
    put("end", "1");
    soon().until(() -> listener.changed().contains("end=1"));
    assertThat(listener.changed()).contains("fine=1");
    assertThat(map.find("poison").map(Versioned::value)).contains("2");
  }

  @Test
  void forgetsAnOwnEntryThatWasRemovedBeforeItsWatchHadHeardOfIt() throws Exception {
    map.open();
    breakWatch();
    map.change("ghost", present -> Optional.of("1"));
    assertThat(map.find("ghost")).isPresent();

    delete("ghost");
    format.release();

    soon().until(() -> map.find("ghost").isEmpty());
    assertThat(listener.changed()).containsSubsequence("ghost=1", "ghost gone");
  }

  @Test
  void keepsAnOwnChangeThatIsNewerThanAListOnItsWay() throws Exception {
    map.change("changed", present -> Optional.of("1"));
    map.open();
    breakWatch();
    put("list", "hold");
    put("changed", "2");
    format.releaseAndAwaitHeld();

    map.change("changed", present -> present.map(text -> text + "3"));
    map.change("added", present -> Optional.of("1"));
    map.change("removed", present -> Optional.of("1"));
    map.change("removed", present -> Optional.empty());
    format.release();

    soon().until(() -> map.find("list").isPresent());
    put("end", "1");
    soon().until(() -> map.find("end").isPresent());
    assertThat(listener.changedAbout("changed")).containsExactly("changed=1", "changed=23");
    assertThat(listener.changedAbout("added")).containsExactly("added=1");
    assertThat(listener.changedAbout("removed")).containsExactly("removed=1", "removed gone");
  }

  @Test
  void bringsNothingBackByAListThatIsOlderThanItsOwnRemoval() throws Exception {
    map.change("gone", present -> Optional.of("1"));
    map.open();
    breakWatch();
    put("list", "hold");
    put("gone", "2");
    format.releaseAndAwaitHeld();

    map.change("gone", present -> Optional.empty());
    format.release();

    soon().until(() -> map.find("list").isPresent());
    put("end", "1");
    soon().until(() -> map.find("end").isPresent());
    assertThat(listener.changedAbout("gone")).containsExactly("gone=1", "gone gone");
  }
}
