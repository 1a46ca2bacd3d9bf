package io.pepper.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The rules of {@link ForeignRegistry}, on a real server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ForeignRegistryContract {
  private static final AtomicInteger PLACES = new AtomicInteger();

  private ForeignStore store;
  private EntryMapping mapping;
  private String place;
  private ForeignRegistry here;
  private ForeignRegistry elsewhere;

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
  void connect() {
    place = "keys" + PLACES.incrementAndGet() + "x";
    mapping = store.mapping(place);
    here = store.connect();
    elsewhere = store.connect();
  }

  @AfterEach
  void disconnect() {
    here.close();
    elsewhere.close();
  }

  /** A key and a value that the store can have: those of an instance, which weight tells apart. */
  private static Map.Entry<String, byte[]> entry(EntryMapping of, int weight) {
    return of.entries(TestInstances.instance("Arith", "tcp://10.0.0.5:1", weight))
        .entrySet()
        .iterator()
        .next();
  }

  private String key() {
    return entry(mapping, 1).getKey();
  }

  private byte[] value(int weight) {
    return entry(mapping, weight).getValue();
  }

  private ForeignEntry stored() {
    assertThat(here.list(mapping.path()).entries()).hasSize(1);
    return here.list(mapping.path()).entries().getFirst();
  }

  private boolean isStored() {
    return !here.list(mapping.path()).entries().isEmpty();
  }

  @Test
  void listsWhatIsBelowThePathAndNothingElse() {
    EntryMapping beside = store.mapping(place + "2");
    here.put(entry(beside, 1).getKey(), 0, entry(beside, 1).getValue(), here.session());
    assertThat(isStored()).isFalse();

    assertThat(elsewhere.put(key(), 0, value(1), elsewhere.session())).isTrue();

    assertThat(stored().key()).isEqualTo(key());
    assertThat(stored().value()).isEqualTo(value(1));
    assertThat(stored().session()).isEqualTo(elsewhere.session());
  }

  @Test
  void givesEachWriteARevisionOfItsOwn() {
    here.put(key(), 0, value(1), here.session());
    long first = stored().revision();

    assertThat(here.put(key(), first, value(1), here.session())).isTrue();
    long second = stored().revision();
    here.remove(key(), second);
    here.put(key(), 0, value(1), here.session());

    assertThat(first).isPositive();
    assertThat(second).isNotEqualTo(first);
    assertThat(stored().revision()).isNotIn(first, second);
  }

  @Test
  void writesOnlyWhatIsStillAsItWasRead() {
    here.put(key(), 0, value(1), here.session());
    long stale = stored().revision();
    assertThat(here.put(key(), 0, value(2), here.session())).isFalse();
    assertThat(stored().value()).isEqualTo(value(1));

    assertThat(elsewhere.put(key(), stale, value(2), here.session())).isTrue();

    assertThat(here.put(key(), stale, value(3), here.session())).isFalse();
    assertThat(here.remove(key(), stale)).isFalse();
    assertThat(stored().value()).isEqualTo(value(2));

    long last = stored().revision();
    assertThat(here.remove(key(), last)).isTrue();
    assertThat(isStored()).isFalse();
    assertThat(here.remove(key(), last)).isFalse();
    assertThat(here.put(key(), last, value(3), here.session())).isFalse();
    assertThat(isStored()).isFalse();
  }

  @Test
  void leavesAnEditedEntryInItsOwnSession() throws Exception {
    elsewhere.put(key(), 0, value(1), elsewhere.session());
    ForeignEntry theirs = stored();

    assertThat(here.put(key(), theirs.revision(), value(2), theirs.session())).isTrue();

    assertThat(stored().session()).isEqualTo(theirs.session());
    store.endSession(theirs.session());
    await().until(() -> !isStored());
  }

  @Test
  void movesAnEntryToItsOwnSession() throws Exception {
    elsewhere.put(key(), 0, value(1), elsewhere.session());

    assertThat(here.put(key(), stored().revision(), value(1), here.session())).isTrue();

    store.endSession(elsewhere.session());
    assertThat(stored().session()).isEqualTo(here.session());
  }

  @Test
  void keepsAnEntryWhileItsSessionIsHeldAndNoLonger() {
    elsewhere.put(key(), 0, value(1), elsewhere.session());
    String session = elsewhere.session();

    await()
        .pollInterval(Duration.ofMillis(200))
        .during(store.session().multipliedBy(3).dividedBy(2))
        .atMost(store.session().multipliedBy(2))
        .until(this::isStored);
    assertThat(elsewhere.session()).isEqualTo(session);

    elsewhere.close();
    await().atMost(store.session().multipliedBy(3)).until(() -> !isStored());
  }

  @Test
  void opensAnotherSessionWhenItsOwnHasEnded() throws Exception {
    String ended = here.session();

    store.endSession(ended);

    await().atMost(store.session().multipliedBy(2)).until(() -> !here.session().equals(ended));
    assertThat(here.put(key(), 0, value(1), here.session())).isTrue();
    assertThat(isStored()).isTrue();
  }

  @Test
  void signalsWhatChangedAfterTheListWasRead() {
    AtomicInteger signals = new AtomicInteger();
    long revision = here.list(mapping.path()).revision();
    elsewhere.put(key(), 0, value(1), elsewhere.session());

    try (ForeignWatch watch = here.watch(mapping.path(), revision, signals::incrementAndGet)) {
      await().until(() -> signals.get() > 0);
      assertThat(watch.isEnded()).isFalse();

      int before = signals.get();
      elsewhere.put(key(), stored().revision(), value(2), elsewhere.session());
      await().until(() -> signals.get() > before);

      int between = signals.get();
      elsewhere.remove(key(), stored().revision());
      await().until(() -> signals.get() > between);
    }
  }

  @Test
  void failsInTimeWhileTheStoreIsAwayAndWorksAgain() throws Exception {
    here.put(key(), 0, value(1), here.session());
    ForeignEntry before = stored();
    store.kill();
    try {
      CompletableFuture<Void> write =
          CompletableFuture.runAsync(() ->
              assertFails(
                  () -> elsewhere.put(key(), before.revision(), value(2), before.session())));
      assertFails(() -> here.list(mapping.path()));
      write.join();
    } finally {
      store.start();
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptionsInstanceOf(ForeignRegistryUnavailableException.class)
        .until(() -> here.put(key(), 0, value(3), here.session()) || isStored());
  }

  private static void assertFails(ThrowingCallable call) {
    long start = System.nanoTime();
    assertThatThrownBy(call).isInstanceOf(ForeignRegistryUnavailableException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }
}
