package io.pepper.coordination.embedded;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pepper.coordination.Coordination.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
  private static final int LARGE = 100_000;

  @TempDir Path folder;

  @Test
  void writesNothingByItselfHoweverMuchGathers() {
    KeyFile file = new KeyFile(folder);
    file.put(entry("before", 1, 10));
    file.force();
    // MVStore would begin to write at 19 MB, or less with a small heap.
    for (int i = 0; i < 40; i++) {
      file.put(entry("k/" + i, 2, 1 << 20));
    }
    file.abandon();

    KeyFile again = new KeyFile(folder);

    assertThat(again.load()).extracting(Entry::key).containsExactly("before");
    again.close();
  }

  @Test
  void holdsJustWhatItIsRestoredTo() {
    KeyFile file = new KeyFile(folder);
    long first = file.reserveRevisions();
    file.put(entry("gone", first + 1, 10));
    file.force();
    file.abandon();
    assertThat(file.isAbandoned()).isTrue();

    file.restore(List.of(entry("kept", first + 2, 10)), first + 2);
    file.abandon();

    KeyFile again = new KeyFile(folder);
    assertThat(again.load())
        .extracting(Entry::key, Entry::revision)
        .containsExactly(tuple("kept", first + 2));
    assertThat(again.reserveRevisions()).isGreaterThan(first + 2);
    again.close();
  }

  @Test
  void keepsEverythingOverDeathsAndOrderlyEndsInAnyOrder() {
    Random random = new Random(11);
    Map<String, Long> kept = new HashMap<>();
    long revision = 0;
    for (int life = 0; life < 60; life++) {
      KeyFile file = new KeyFile(folder);
      assertThat(file.load().stream().collect(toMap(Entry::key, Entry::revision)))
          .as("in life %d", life)
          .isEqualTo(kept);
      assertThat(file.reserveRevisions()).isGreaterThanOrEqualTo(revision);
      for (int change = random.nextInt(30); change > 0; change--) {
        String key = "k/" + random.nextInt(50);
        if (random.nextInt(4) == 0) {
          file.remove(key);
          kept.remove(key);
        } else {
          file.put(entry(key, ++revision, random.nextInt(5_000)));
          kept.put(key, revision);
        }
        file.force();
      }
      if (random.nextBoolean()) {
        file.abandon();
      } else {
        file.close();
      }
    }
  }

  @Test
  void usesTheSpaceOfOldVersionsAgain() throws Exception {
    KeyFile file = new KeyFile(folder);
    long written = 0;
    long start = System.nanoTime();
    // Each key often, and longer than space rests before it is used again.
    for (int i = 0; i < 600 || System.nanoTime() - start < 3_000_000_000L; i++) {
      file.put(entry("k/" + i % 100, i, LARGE));
      written += LARGE;
      file.force();
      file.tidy();
    }
    file.close();

    assertThat(Files.size(folder.resolve("keys.mv"))).isLessThan(written / 2);
  }

  private static Entry entry(String key, long revision, int bytes) {
    byte[] value = new byte[bytes];
    new Random(revision).nextBytes(value);
    return new Entry(key, value, revision);
  }
}
