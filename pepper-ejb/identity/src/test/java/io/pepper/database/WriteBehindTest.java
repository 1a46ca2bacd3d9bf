package io.pepper.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.settings.Settings;
import java.nio.file.Path;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteBehindTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path data;
  private Database database;
  private final Notes notes = new Notes();

  /** Texts such as {@code a1}: the key is the letter, the greater one counts. */
  private static final class Notes implements Entries<String> {
    final List<List<String>> batches = new CopyOnWriteArrayList<>();
    final List<String> dropped = new CopyOnWriteArrayList<>();
    final Semaphore turns = new Semaphore(0);
    final AtomicInteger failures = new AtomicInteger();
    volatile RuntimeException failure;

    @Override
    public Object key(String entry) {
      return entry.charAt(0);
    }

    @Override
    public String merged(String waiting, String added) {
      return waiting.compareTo(added) > 0 ? waiting : added;
    }

    @Override
    public long size(String entry) {
      return entry.length();
    }

    @Override
    public String brief(String entry) {
      return entry.substring(0, 1);
    }

    @Override
    public void store(List<String> batch) {
      turns.acquireUninterruptibly();
      if (failures.get() > 0 && failures.getAndDecrement() > 0) {
        throw failure;
      }
      if (batch.contains("bad")) {
        throw new IllegalStateException("bad is refused");
      }
      batches.add(batch);
    }

    @Override
    public void dropped(String entry, String why, long number) {
      dropped.add(entry);
    }

    List<String> stored() {
      List<String> all = new ArrayList<>();
      batches.forEach(all::addAll);
      return all;
    }
  }

  @BeforeEach
  void open() {
    database = Database.open(Settings.of(Map.of("pepper.data", data.toString())));
  }

  @AfterEach
  void close() {
    notes.turns.release(1000);
    database.close();
  }

  private WriteBehind<String> writer(int waiting, long waitingBytes, int batch, long batchBytes) {
    WriteBehindLimits limits =
        new WriteBehindLimits(waiting, waitingBytes, batch, batchBytes, Duration.ZERO);
    return new WriteBehind<>(database, "test", limits, notes);
  }

  /** Until its first entry is taken, the writer holds nothing back. */
  private void occupy(WriteBehind<String> writer) {
    writer.add("0");
    await().until(notes.turns::hasQueuedThreads);
  }

  @Test
  void writesTheNewestOfWhatWaitsUnderOneKey() {
    WriteBehind<String> writer = writer(10, 100, 10, 100);
    occupy(writer);
    List.of("a1", "b1", "a3", "a2", "b2").forEach(writer::add);
    notes.turns.release(10);

    assertThat(writer.settle(LIMIT)).isTrue();
    assertThat(notes.batches).containsExactly(List.of("0"), List.of("a3", "b2"));
  }

  @Test
  void dropsTheNewestWhenTooManyWaitButNotWhatWaitsAlready() {
    WriteBehind<String> writer = writer(2, 100, 10, 100);
    occupy(writer);
    List.of("a1", "b1", "c1", "a2", "d1").forEach(writer::add);
    notes.turns.release(10);

    assertThat(writer.settle(LIMIT)).isTrue();
    assertThat(notes.stored()).containsExactly("0", "a2", "b1");
    assertThat(notes.dropped).containsExactly("c1", "d1");
    assertThat(writer.dropped()).isEqualTo(2);
  }

  @Test
  void makesEntriesBriefWhenTooManyBytesWaitAndSplitsBatchesByBytes() {
    WriteBehind<String> writer = writer(10, 25, 10, 15);
    occupy(writer);
    List.of("a123456789", "b123456789", "c123456789", "d12").forEach(writer::add);
    notes.turns.release(10);

    assertThat(writer.settle(LIMIT)).isTrue();
    assertThat(notes.batches)
        .containsExactly(List.of("0"), List.of("a123456789", "b123456789"), List.of("c", "d12"));
    // Nothing waits any more: there is room again.
    notes.turns.drainPermits();
    occupy(writer);
    writer.add("e12345678901234567890");
    notes.turns.release(10);
    assertThat(writer.settle(LIMIT)).isTrue();
    assertThat(notes.stored()).endsWith("e12345678901234567890");
  }

  @Test
  void refusesOneEntryAndStoresTheOthers() {
    WriteBehind<String> writer = writer(10, 100, 10, 100);
    occupy(writer);
    List.of("a1", "bad", "c1").forEach(writer::add);
    notes.turns.release(100);

    assertThat(writer.settle(LIMIT)).isTrue();
    assertThat(notes.stored()).containsExactly("0", "a1", "c1");
    assertThat(notes.dropped).containsExactly("bad");
  }

  @Test
  void blamesNoEntryForConnectionsThatBreak() {
    notes.failure =
        new DatabaseUnavailableException(
            "gone", new SQLNonTransientConnectionException("gone", "08003"));
    notes.failures.set(3);
    WriteBehind<String> writer = writer(10, 100, 10, 100);
    List.of("a1", "b1").forEach(writer::add);
    notes.turns.release(100);

    assertThat(writer.settle(LIMIT)).isTrue();
    assertThat(notes.stored()).containsExactly("a1", "b1");
    assertThat(notes.dropped).isEmpty();
  }

  @Test
  void losesNothingToOneFailureWhenItCloses() {
    WriteBehind<String> writer = writer(100, 1000, 10, 100);
    occupy(writer);
    IntStream.range(0, 26).forEach(i -> writer.add((char) ('a' + i) + "1"));
    notes.failure = new IllegalStateException("met another transaction");
    notes.failures.set(1);
    notes.turns.release(100);
    await().until(() -> notes.failures.get() == 0);
    database.close();

    assertThat(notes.stored()).hasSize(27).doesNotHaveDuplicates();
    assertThat(notes.dropped).isEmpty();
    writer.add("late");
    assertThat(notes.dropped).containsExactly("late");
  }
}
