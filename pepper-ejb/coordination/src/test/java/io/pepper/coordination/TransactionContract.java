package io.pepper.coordination;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pepper.coordination.Coordination.Change;
import io.pepper.coordination.Coordination.Changes;
import io.pepper.coordination.Coordination.Entry;
import io.pepper.coordination.Coordination.KeyWatch;
import io.pepper.coordination.Coordination.Lease;
import io.pepper.coordination.Coordination.Listing;
import io.pepper.coordination.Coordination.Put;
import io.pepper.coordination.Coordination.Transaction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every adapter must do with several keys at once. */
@SuppressWarnings("try") // watches are opened for what they tell, not to be used
public abstract class TransactionContract extends CoordinationContract {
  private static final int ACCOUNTS = 6;

  @Test
  void changesAllKeysAtOneRevision() {
    long a = coordination.put("a", bytes("1"));
    coordination.put("gone", bytes("1"));

    long revision =
        coordination
            .commit(
                Transaction.expecting("a", a)
                    .andExpecting("b", 0)
                    .put("a", bytes("2"))
                    .put("b", bytes("2"))
                    .delete("gone")
                    .delete("never/there"))
            .orElseThrow();

    assertThat(revision).isGreaterThan(a + 1);
    assertThat(shown("")).isEqualTo(Map.of("a", "2", "b", "2"));
    assertThat(coordination.list("").revision()).isEqualTo(revision);
    assertThat(coordination.list("").entries()).extracting(Entry::revision).containsOnly(revision);
  }

  @Test
  void changesNothingWhenAnyConditionDoesNotHold() {
    long a = coordination.put("a", bytes("1"));
    long b = coordination.put("b", bytes("1"));
    Listing before = coordination.list("");

    assertThat(commit(expecting(Map.of("a", a, "b", b + 1)))).isEmpty();
    assertThat(commit(expecting(Map.of("a", a, "b", 0L)))).isEmpty();
    assertThat(commit(expecting(Map.of("a", a, "absent", b)))).isEmpty();

    assertThat(shown("")).isEqualTo(Map.of("a", "1", "b", "1"));
    assertThat(coordination.list("").revision()).isEqualTo(before.revision());
    assertThat(commit(expecting(Map.of("a", a, "b", b, "absent", 0L)))).isPresent();
  }

  private Optional<Long> commit(Transaction transaction) {
    return coordination.commit(transaction.put("a", bytes("2")).put("c", bytes("2")).delete("b"));
  }

  private static Transaction expecting(Map<String, Long> expected) {
    return new Transaction(expected, Map.of(), Set.of());
  }

  @Test
  void answersWithTheRevisionOfTheStoreWhenThereIsNothingToChange() {
    long revision = coordination.put("a", bytes("1"));

    assertThat(coordination.commit(Transaction.expecting("a", revision))).contains(revision);
    assertThat(coordination.commit(Transaction.expecting("a", 0))).isEmpty();
    assertThat(coordination.commit(Transaction.unconditional().delete("b"))).contains(revision);
    assertThat(coordination.put("a", bytes("2"))).isEqualTo(revision + 1);
  }

  @Test
  void tellsAtOnceWhatIsListedAndWhatChangesTogether() {
    coordination.put("q/a", bytes("1"));
    coordination.put("q/b", bytes("1"));
    List<Changes> told = new CopyOnWriteArrayList<>();

    try (KeyWatch watch = coordination.follow("q/", told::add)) {
      await().until(() -> told.size() == 1);
      long revision =
          coordination
              .commit(
                  Transaction.unconditional()
                      .put("q/c", bytes("2"))
                      .put("other", bytes("2"))
                      .put("q/a", bytes("2"))
                      .delete("q/b"))
              .orElseThrow();
      long last = coordination.put("q/d", bytes("3"));

      await().until(() -> told.size() == 3);
      assertThat(told).extracting(Changes::revision).endsWith(revision, last);
      assertThat(told)
          .extracting(news -> news.changes().stream().map(Change::key).toList())
          .containsExactly(List.of("q/a", "q/b"), List.of("q/c", "q/a", "q/b"), List.of("q/d"));
    }
  }

  /** Each transfer leaves the sum as it was; so must everything a watch is told at once. */
  @Test
  void neverTellsHalfOfATransactionAmongManyWriters() throws Exception {
    Map<String, Integer> seen = new ConcurrentHashMap<>();
    List<Integer> sums = new CopyOnWriteArrayList<>();
    coordination.put("sum/0", bytes("0"));
    try (KeyWatch watch =
            coordination.follow(
                "sum/",
                news -> {
                  news.changes()
                      .forEach(change ->
                          seen.put(
                              change.key(),
                              Integer.parseInt(new String(change.value().orElseThrow(), UTF_8))));
                  sums.add(seen.values().stream().mapToInt(Integer::intValue).sum());
                });
        ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
      await().until(() -> sums.size() == 1);
      List<Callable<Optional<Long>>> transfers =
          IntStream.range(1, 200)
              .<Callable<Optional<Long>>>mapToObj(i ->
                  () ->
                      coordination.commit(
                          Transaction.unconditional()
                              .put("sum/" + 2 * i, bytes(Integer.toString(i)))
                              .put("sum/" + (2 * i + 1), bytes(Integer.toString(-i)))))
              .toList();
      for (Future<Optional<Long>> transfer : writers.invokeAll(transfers)) {
        assertThat(transfer.get()).isPresent();
      }
      await().until(() -> seen.size() == 399);
    }
    assertThat(sums).containsOnly(0);
  }

  @Test
  void keepsSomeKeysAndEndsOthersWithTheirLeases() {
    Lease one = coordination.grant(TTL);
    Lease other = coordination.grant(TTL);
    coordination.put("was/lasting", bytes("1"));
    coordination.commit(
        Transaction.unconditional()
            .put("lasting", bytes("1"))
            .put("was/lasting", bytes("2"), one)
            .put("one", bytes("1"), one)
            .put("other", bytes("1"), other));

    one.close();

    assertThat(shown("")).isEqualTo(Map.of("lasting", "1", "other", "1"));
    coordination.commit(Transaction.unconditional().put("other", bytes("2")));
    other.close();
    assertThat(shown("")).isEqualTo(Map.of("lasting", "1", "other", "2"));
  }

  @Test
  void changesNothingUnderALeaseThatHasEnded() {
    Lease held = coordination.grant(TTL);
    Lease ended = coordination.grant(TTL);
    long a = coordination.put("a", bytes("1"));
    ended.close();

    assertThatThrownBy(() ->
            coordination.commit(
                Transaction.expecting("a", a)
                    .put("b", bytes("1"), held)
                    .put("c", bytes("1"), ended)
                    .delete("a")))
        .isInstanceOf(LeaseEndedException.class)
        .hasMessageContaining(Long.toHexString(ended.id()) + " has ended");
    assertThat(shown("")).isEqualTo(Map.of("a", "1"));
    // A condition that does not hold comes first: somebody else was faster.
    assertThat(coordination.commit(Transaction.expecting("a", 0).put("c", bytes("1"), ended)))
        .isEmpty();
  }

  @Test
  void tellsAWatchAllChangesOfATransactionInItsOrder() {
    List<Change> told = new CopyOnWriteArrayList<>();
    coordination.put("q/a", bytes("1"));
    coordination.put("q/gone", bytes("1"));
    Heard heard = new Heard();

    try (KeyWatch watch = coordination.watch("q/", told::add);
        KeyWatch named = coordination.watch("q/", heard)) {
      await().until(() -> told.size() == 2 && heard.changes().size() == 2);
      long revision =
          coordination
              .commit(
                  Transaction.unconditional()
                      .delete("q/gone")
                      .put("q/z", bytes("2"))
                      .put("other", bytes("2"))
                      .put("q/a", bytes("2"))
                      .put("q/m", bytes("2"))
                      .delete("q/never"))
              .orElseThrow();
      long next = coordination.put("q/a", bytes("3"));

      await().until(() -> told.size() == 7 && heard.changes().size() == 7);
      assertThat(told.subList(2, 7))
          .extracting(Change::revision)
          .containsExactly(revision, revision, revision, revision, next);
      assertThat(heard.changes().subList(2, 7))
          .containsExactly("q/z=2", "q/a=2", "q/m=2", "q/gone gone", "q/a=3");
    }
  }

  @Test
  void keepsATransactionOverARestart() {
    coordination.put("gone", bytes("1"));
    long revision =
        coordination
            .commit(
                Transaction.unconditional()
                    .put("a", bytes("1"))
                    .put("b", bytes("1"))
                    .delete("gone"))
            .orElseThrow();
    coordination.close();

    coordination = open();

    assertThat(coordination.list("").entries())
        .extracting(entry -> entry.key() + " at " + entry.revision())
        .containsExactly("a at " + revision, "b at " + revision);
  }

  @Test
  void takesAsMuchAsIsAllowedAndNoMore() {
    Map<String, Long> conditions = new HashMap<>();
    Map<String, Put> puts = new HashMap<>();
    for (int i = 0; i < 100; i++) {
      conditions.put("k/%03d".formatted(i), 0L);
      puts.put("k/%03d".formatted(i), new Put(new byte[10_000], Optional.empty()));
    }
    assertThat(coordination.commit(new Transaction(conditions, puts, Set.of()))).isPresent();
    assertThat(coordination.list("k/").entries()).hasSize(100);

    Set<String> names = Set.copyOf(puts.keySet());
    assertThat(coordination.commit(new Transaction(Map.of(), Map.of(), names))).isPresent();
    assertThat(coordination.list("k/").entries()).isEmpty();

    refuses(new Transaction(Map.of(), puts, Set.of("more")), "101 changes, 100 are allowed");
    refuses(
        new Transaction(conditions, Map.of(), Set.of()).andExpecting("more", 0),
        "101 conditions, 100 are allowed");
    byte[] large = new byte[700_000];
    refuses(
        Transaction.unconditional().put("a", large).put("b", large),
        "1400002 bytes in keys and values, 1310720 are allowed");
  }

  @Test
  void refusesWhatMakesNoSense() {
    Transaction none = Transaction.unconditional();
    refuses(none.put("a", bytes("1")).delete("a"), "changes 'a' twice");
    assertThatThrownBy(() -> none.put("a", bytes("1")).put("a", bytes("2")))
        .hasMessageContaining("changes 'a' twice");
    assertThatThrownBy(() -> Transaction.expecting("a", 0).andExpecting("a", 1))
        .hasMessageContaining("condition for 'a'");
    refuses(Transaction.expecting("a", -1), "-1 is not a revision of 'a'");
    refuses(Transaction.expecting("/a", 1), "'/a' is not a key");
    refuses(none.delete(""), "'' is not a key");
    assertThat(coordination.list("").entries()).isEmpty();
  }

  private void refuses(Transaction transaction, String why) {
    assertThatThrownBy(() -> coordination.commit(transaction))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void neverShowsHalfATransactionAmongThreads() throws Exception {
    Transaction start = Transaction.unconditional();
    for (int i = 0; i < ACCOUNTS; i++) {
      start = start.put(account(i), bytes("100"));
    }
    Lease lease = coordination.grant(TTL);
    Ledger told = new Ledger();
    Heard heard = new Heard();
    AtomicBoolean over = new AtomicBoolean();
    try (KeyWatch watch = coordination.watch("account/", told);
        KeyWatch named = coordination.watch("account/", heard);
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      coordination.commit(start);
      // From here on the watches hear each change, and not only what became of several.
      await().until(() -> heard.values().size() == ACCOUNTS && told.isComplete());
      Future<?> reader =
          executor.submit(() -> {
            while (!over.get()) {
              assertThat(sum(shown("account/"))).isEqualTo(ACCOUNTS * 100);
            }
          });
      Callable<Integer> moving = () -> moveAtRandom(60, lease);
      for (Future<Integer> moved :
          executor.invokeAll(IntStream.range(0, 8).mapToObj(i -> moving).toList())) {
        assertThat(moved.get()).isEqualTo(60);
      }
      over.set(true);
      reader.get();
      await().untilAsserted(() -> assertThat(heard.values()).isEqualTo(shown("account/")));
      assertThat(heard.wentBack()).isEmpty();
      assertThat(told.wrongSums()).isEmpty();
      // Not all: moving nothing between empty accounts is no change.
      assertThat(told.revisions()).isGreaterThan(8 * 60 / 2);
    }
    lease.close();
  }

  /** Moves money between two accounts; an account without money is deleted. */
  private int moveAtRandom(int times, Lease lease) {
    Random random = new Random();
    int done = 0;
    while (done < times) {
      int from = random.nextInt(ACCOUNTS);
      int to = (from + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
      Optional<Entry> giving = coordination.get(account(from));
      Optional<Entry> taking = coordination.get(account(to));
      int amount = random.nextInt(money(giving) + 1);
      Transaction move =
          Transaction.expecting(account(from), revision(giving))
              .andExpecting(account(to), revision(taking));
      move = holding(move, account(from), money(giving) - amount, random, lease);
      move = holding(move, account(to), money(taking) + amount, random, lease);
      done += coordination.commit(move).isPresent() ? 1 : 0;
    }
    return done;
  }

  private static Transaction holding(
      Transaction move, String account, int money, Random random, Lease lease) {
    if (money == 0) {
      return move.delete(account);
    }
    byte[] value = bytes(Integer.toString(money));
    return random.nextBoolean() ? move.put(account, value) : move.put(account, value, lease);
  }

  private static String account(int number) {
    return "account/" + number;
  }

  private static int money(Optional<Entry> account) {
    return account.map(entry -> Integer.parseInt(new String(entry.value(), UTF_8))).orElse(0);
  }

  private static long revision(Optional<Entry> account) {
    return account.map(Entry::revision).orElse(0L);
  }

  private static int sum(Map<String, String> accounts) {
    return accounts.values().stream().mapToInt(Integer::parseInt).sum();
  }

  /** Adds up what a watch told so far each time that it goes on to the next revision. */
  private static final class Ledger implements Consumer<Change> {
    private final Map<String, String> accounts = new ConcurrentHashMap<>();
    private final List<String> wrongSums = new CopyOnWriteArrayList<>();
    private volatile int revisions;
    private long revision;

    @Override
    public void accept(Change change) {
      if (change.revision() != revision && !accounts.isEmpty()) {
        revisions++;
        if (sum(accounts) != ACCOUNTS * 100) {
          wrongSums.add("at " + revision + ": " + accounts);
        }
      }
      revision = change.revision();
      change
          .value()
          .ifPresentOrElse(
              value -> accounts.put(change.key(), new String(value, UTF_8)),
              () -> accounts.remove(change.key()));
    }

    boolean isComplete() {
      return accounts.size() == ACCOUNTS;
    }

    List<String> wrongSums() {
      return wrongSums;
    }

    int revisions() {
      return revisions;
    }
  }

  protected Map<String, String> shown(String prefix) {
    return coordination.list(prefix).entries().stream()
        .collect(toMap(Entry::key, entry -> new String(entry.value(), UTF_8)));
  }
}
