package io.pepper.coordination.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.coordination.Coordination.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process that was killed, or a power cut, leaves in the journal. */
class KeyJournalTest {
  private static final int BLOCK = 4096;

  @TempDir Path folder;

  @Test
  void ignoresARecordOfWhichAnyBlockDidNotReachTheDisk() throws IOException {
    for (int missing = 0; missing < 3; missing++) {
      Path life = Files.createDirectory(folder.resolve("life" + missing));
      KeyFile file = new KeyFile(life);
      file.reserveRevisions();
      put(file, entry("before", 1, 10));
      file.put(entry("half", 2, 2 * BLOCK));
      file.put(entry("before", 3, 10));
      file.force();
      file.abandon();
      damage(life, BLOCK * (2 + missing));

      KeyFile again = new KeyFile(life);

      assertThat(again.load()).extracting(Entry::key).containsExactly("before");
      assertThat(again.load()).extracting(Entry::revision).containsExactly(1L);
      again.close();
    }
  }

  @Test
  void refusesAJournalThatIsDamagedBeforeItsLastRecord() throws IOException {
    KeyFile file = new KeyFile(folder);
    for (int i = 0; i < 5; i++) {
      put(file, entry("k/" + i, i + 1, 10));
    }
    file.abandon();
    damage(folder, 2 * BLOCK);

    assertThatThrownBy(() -> new KeyFile(folder))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("keys.log is damaged at byte " + 2 * BLOCK);
  }

  @Test
  void takesNothingOfAnEarlierFilling() {
    KeyFile file = new KeyFile(folder);
    for (int i = 0; i < 5; i++) {
      put(file, entry("k/" + i, i + 1, 10));
    }
    for (int i = 0; i < 5; i++) {
      file.remove("k/" + i);
    }
    file.close();

    KeyFile again = new KeyFile(folder);
    put(again, entry("later", 9, 10));
    again.abandon();

    again = new KeyFile(folder);
    assertThat(again.load()).extracting(Entry::key).containsExactly("later");
    again.abandon();
  }

  @Test
  void holdsEverythingWhileItIsFilledAgainAndAgain() throws IOException {
    KeyFile file = new KeyFile(folder);
    for (int i = 1; i <= 60; i++) {
      put(file, entry("k/" + i % 7, i, 1 << 20));
      file.tidy();
    }
    // More than the journal can ever hold.
    for (int i = 61; i <= 80; i++) {
      file.put(entry("k/" + i, i, 1 << 20));
    }
    file.force();
    put(file, entry("last", 81, 10));
    file.abandon();

    KeyFile again = new KeyFile(folder);

    List<Entry> kept = again.load();
    assertThat(kept).hasSize(28);
    assertThat(kept)
        .allSatisfy(entry -> {
          int bytes = entry.key().equals("last") ? 10 : 1 << 20;
          assertThat(entry.value()).isEqualTo(entry(entry.key(), entry.revision(), bytes).value());
        });
    assertThat(Files.size(folder.resolve("keys.log"))).isLessThanOrEqualTo(17 << 20);
    again.close();
  }

  private static void put(KeyFile file, Entry entry) {
    file.put(entry);
    file.force();
  }

  private static void damage(Path folder, int at) throws IOException {
    Path journal = folder.resolve("keys.log");
    byte[] bytes = Files.readAllBytes(journal);
    for (int i = at; i < at + BLOCK; i++) {
      bytes[i] = 0;
    }
    Files.write(journal, bytes);
  }

  private static Entry entry(String key, long revision, int bytes) {
    byte[] value = new byte[bytes];
    new Random(revision).nextBytes(value);
    return new Entry(key, value, revision);
  }
}
