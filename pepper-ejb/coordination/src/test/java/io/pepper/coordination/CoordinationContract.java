package io.pepper.coordination;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pepper.coordination.Coordination.Entry;
import io.pepper.coordination.Coordination.KeyWatch;
import io.pepper.coordination.Coordination.Lease;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every adapter must do. Subclasses say how to open one. */
@SuppressWarnings("try") // watches are opened for what they tell, not to be used
public abstract class CoordinationContract {
  public static final Duration TTL = Duration.ofSeconds(5);

  protected Coordination coordination;

  /** Opens the adapter on what the previous one of this test left behind. */
  protected abstract Coordination open();

  @BeforeEach
  void openIt() {
    coordination = open();
  }

  @AfterEach
  void closeIt() {
    coordination.close();
  }

  @Test
  void givesBackWhatWasPut() {
    long revision = coordination.put("queues/orders", bytes("v1"));

    Entry entry = coordination.get("queues/orders").orElseThrow();
    assertThat(entry.key()).isEqualTo("queues/orders");
    assertThat(entry.value()).isEqualTo(bytes("v1"));
    assertThat(entry.revision()).isEqualTo(revision);
    assertThat(coordination.get("queues/other")).isEmpty();
  }

  @Test
  void keepsAnyBytesAndEmptyValues() {
    byte[] binary = new byte[4096];
    new Random(7).nextBytes(binary);
    coordination.put("a", binary);
    coordination.put("b", new byte[0]);

    assertThat(coordination.get("a").orElseThrow().value()).isEqualTo(binary);
    assertThat(coordination.get("b").orElseThrow().value()).isEmpty();
  }

  @Test
  void listsOnlyThePrefixInKeyOrder() {
    for (String key : new String[] {"q/c", "q/a", "r/x", "p/y", "q/b", "q0"}) {
      coordination.put(key, bytes(key));
    }
    long last = coordination.put("z", bytes("z"));

    var listing = coordination.list("q/");
    assertThat(listing.entries()).extracting(Entry::key).containsExactly("q/a", "q/b", "q/c");
    assertThat(listing.revision()).isGreaterThanOrEqualTo(last);
    assertThat(coordination.list("").entries()).hasSize(7);
  }

  @Test
  void raisesTheRevisionWithEveryWrite() {
    long first = coordination.put("a", bytes("1"));
    long second = coordination.put("b", bytes("1"));
    long third = coordination.put("a", bytes("2"));

    assertThat(second).isGreaterThan(first);
    assertThat(third).isGreaterThan(second);
  }

  @Test
  void createsAKeyOnlyOnce() {
    assertThat(coordination.compareAndPut("k", 0, bytes("1"), Optional.empty())).isPresent();
    assertThat(coordination.compareAndPut("k", 0, bytes("2"), Optional.empty())).isEmpty();
    assertThat(coordination.get("k").orElseThrow().value()).isEqualTo(bytes("1"));
  }

  @Test
  void writesOnlyOverTheRevisionThatWasRead() {
    long first = coordination.put("k", bytes("1"));
    long second =
        coordination.compareAndPut("k", first, bytes("2"), Optional.empty()).orElseThrow();

    assertThat(coordination.compareAndPut("k", first, bytes("3"), Optional.empty())).isEmpty();
    assertThat(coordination.get("k").orElseThrow().revision()).isEqualTo(second);
  }

  @Test
  void tellsWhetherADeletedKeyExisted() {
    coordination.put("k", bytes("1"));

    assertThat(coordination.delete("k")).isTrue();
    assertThat(coordination.delete("k")).isFalse();
    assertThat(coordination.get("k")).isEmpty();
  }

  @Test
  void deletesTheKeysOfALeaseWithIt() {
    coordination.put("lasting", bytes("1"));
    Lease lease = coordination.grant(TTL);
    coordination.compareAndPut("nodes/a", 0, bytes("1"), Optional.of(lease));
    coordination.compareAndPut("nodes/b", 0, bytes("1"), Optional.of(lease));
    assertThat(lease.isHeld()).isTrue();
    assertThat(coordination.list("nodes/").entries()).hasSize(2);

    lease.close();

    assertThat(lease.isHeld()).isFalse();
    assertThat(coordination.list("nodes/").entries()).isEmpty();
    assertThat(coordination.get("lasting")).isPresent();
  }

  @Test
  void refusesToWriteUnderALeaseThatHasEnded() {
    Lease lease = coordination.grant(TTL);
    lease.close();

    assertThatThrownBy(() -> coordination.compareAndPut("k", 0, bytes("1"), Optional.of(lease)))
        .isInstanceOf(LeaseEndedException.class);
    assertThat(coordination.get("k")).isEmpty();
  }

  @Test
  void makesALeasedKeyLastWhenItIsPutWithoutLease() {
    Lease lease = coordination.grant(TTL);
    coordination.compareAndPut("k", 0, bytes("1"), Optional.of(lease));
    coordination.put("k", bytes("2"));

    lease.close();

    assertThat(coordination.get("k").orElseThrow().value()).isEqualTo(bytes("2"));
  }

  @Test
  void keepsLastingKeysOverARestart() {
    coordination.put("deleted", bytes("1"));
    long revision = coordination.put("kept", bytes("1"));
    coordination.delete("deleted");
    coordination.close();

    coordination = open();

    Entry kept = coordination.get("kept").orElseThrow();
    assertThat(kept.revision()).isEqualTo(revision);
    assertThat(coordination.get("deleted")).isEmpty();
    assertThat(coordination.put("kept", bytes("2"))).isGreaterThan(revision + 1);
  }

  @Test
  void tellsAWatchWhatIsThereAndThenWhatChanges() {
    coordination.put("q/a", bytes("1"));
    coordination.put("other", bytes("1"));
    Heard heard = new Heard();

    try (KeyWatch watch = coordination.watch("q/", heard)) {
      await().until(() -> heard.values().equals(Map.of("q/a", "1")));
      coordination.put("q/b", bytes("1"));
      coordination.put("q/a", bytes("2"));
      coordination.put("other", bytes("2"));
      coordination.delete("q/b");

      await().until(() -> heard.changes().size() == 4);
      assertThat(heard.changes()).containsExactly("q/a=1", "q/b=1", "q/a=2", "q/b gone");
    }
  }

  @Test
  void tellsAWatchOfKeysThatEndWithTheirLease() {
    Heard heard = new Heard();
    Lease lease = coordination.grant(TTL);
    coordination.compareAndPut("nodes/a", 0, bytes("1"), Optional.of(lease));
    coordination.compareAndPut("nodes/b", 0, bytes("1"), Optional.of(lease));

    try (KeyWatch watch = coordination.watch("nodes/", heard)) {
      await().until(() -> heard.values().size() == 2);
      lease.close();
      await().until(() -> heard.values().isEmpty());
    }
  }

  @Test
  void tellsNothingMoreToAWatchThatWasClosed() {
    Heard closed = new Heard();
    Heard open = new Heard();
    KeyWatch watch = coordination.watch("q/", closed);
    watch.close();

    try (KeyWatch still = coordination.watch("q/", open)) {
      coordination.put("q/a", bytes("1"));
      await().until(() -> !open.changes().isEmpty());
    }
    assertThat(closed.changes()).isEmpty();
  }

  @Test
  void goesOnTellingAfterAListenerFailed() {
    Heard heard = new Heard();
    try (KeyWatch watch =
        coordination.watch(
            "q/",
            change -> {
              heard.accept(change);
              if (change.key().equals("q/poison")) {
                throw new IllegalStateException("a listener that fails, on purpose");
              }
            })) {
      coordination.put("q/poison", bytes("1"));
      coordination.put("q/fine", bytes("1"));
      await().until(() -> heard.values().size() == 2);
    }
  }

  @Test
  void refusesWhatSomeAdapterCouldNotKeep() {
    assertThatThrownBy(() -> coordination.put("", bytes("1")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> coordination.put("k", new byte[(1 << 20) + 1]))
        .hasMessageContaining("1048577 bytes");
    assertThatThrownBy(() -> coordination.grant(Duration.ofSeconds(1)))
        .hasMessageContaining("from PT2S");
  }

  @Test
  void keepsAValueOfTheLargestSize() {
    coordination.put("k", new byte[1 << 20]);
    assertThat(coordination.get("k").orElseThrow().value()).hasSize(1 << 20);
  }

  @Test
  void losesNoIncrementAmongThreadsAndTellsEveryWatchTheTruth() throws Exception {
    int threads = 8;
    int increments = 40;
    Heard heard = new Heard();
    try (KeyWatch watch = coordination.watch("count/", heard);
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> counting = () -> incrementAtRandom(increments);
      for (Future<Integer> done :
          executor.invokeAll(IntStream.range(0, threads).mapToObj(i -> counting).toList())) {
        assertThat(done.get()).isEqualTo(increments);
      }
      assertThat(counted()).isEqualTo(threads * increments);
      await().untilAsserted(() -> assertThat(heard.values()).isEqualTo(listed()));
      assertThat(heard.wentBack()).isEmpty();
    }
  }

  /** Adds one to a random counter, by compare and put. */
  private int incrementAtRandom(int times) {
    Random random = new Random();
    int done = 0;
    while (done < times) {
      String key = "count/" + random.nextInt(3);
      Optional<Entry> before = coordination.get(key);
      int next = before.map(entry -> number(entry) + 1).orElse(1);
      Optional<Long> written =
          coordination.compareAndPut(
              key,
              before.map(Entry::revision).orElse(0L),
              bytes(Integer.toString(next)),
              Optional.empty());
      done += written.isPresent() ? 1 : 0;
    }
    return done;
  }

  private int counted() {
    return coordination.list("count/").entries().stream()
        .mapToInt(CoordinationContract::number)
        .sum();
  }

  private Map<String, String> listed() {
    return coordination.list("count/").entries().stream()
        .collect(Collectors.toMap(Entry::key, entry -> new String(entry.value(), UTF_8)));
  }

  private static int number(Entry entry) {
    return Integer.parseInt(new String(entry.value(), UTF_8));
  }

  public static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
