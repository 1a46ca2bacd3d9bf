package io.pepper.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.job.TopicId;
import io.pepper.storage.LastVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobFileTest {
  private static final TopicId TOPIC = TopicId.of("queue1", "topic1");
  private static final Duration RANDOM = Duration.ofSeconds(30);

  private static final Logger LOG = Logger.getLogger(LastVersion.class.getName());

  @TempDir Path folder;

  private final List<String> searches = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          searches.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void watch() {
    LOG.addHandler(handler);
  }

  /** Searching a whole file is for one that was damaged; a killed process does not damage it. */
  @AfterEach
  void neededNoSearch() {
    LOG.removeHandler(handler);
    assertThat(searches).isEmpty();
  }

  @Test
  void keepsJobsOverADeathThenAnOrderlyEnd() {
    JobFile first = file();
    for (long i = 1; i <= 10; i++) {
      first.ready(TOPIC).put(i, new byte[100]);
      first.commit();
    }
    first.abandon();

    JobFile second = file();
    assertThat(second.ready(TOPIC)).hasSize(10);
    second.ready(TOPIC).remove(1L);
    second.commit();
    second.close();

    JobFile third = file();
    assertThat(third.ready(TOPIC)).hasSize(9);
    third.close();
  }

  @Test
  void startsAgainAfterADeathWhileTheFileWasCreated() throws Exception {
    Files.write(folder.resolve("jobs.mv"), new byte[4 << 10]);

    JobFile file = file();

    assertThat(file.ready(TOPIC)).isEmpty();
    file.close();
  }

  @Test
  void writesNothingByItselfHoweverMuchGathers() {
    JobFile file = file();
    // MVStore would begin to write at 19 MB, or less with a small heap.
    for (long i = 1; i <= 40; i++) {
      file.ready(TOPIC).put(i, new byte[1 << 20]);
    }
    file.abandon();

    JobFile again = file();
    assertThat(again.ready(TOPIC)).isEmpty();
    again.close();
  }

  @Test
  void keepsJobsOverKnownLives() {
    for (int seed = 0; seed < 40; seed++) {
      new CrashRestarts(folder, seed).live();
    }
  }

  @Test
  void keepsJobsOverRandomLives() {
    long start = System.nanoTime();
    while (System.nanoTime() - start < RANDOM.toNanos()) {
      new CrashRestarts(folder, System.nanoTime()).live();
    }
  }

  private JobFile file() {
    return new JobFile(folder.resolve("jobs.mv"));
  }
}
