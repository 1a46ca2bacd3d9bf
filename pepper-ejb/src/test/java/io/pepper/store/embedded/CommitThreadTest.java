package io.pepper.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.store.StoreUnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitThreadTest {
  @TempDir Path folder;

  @Test
  void answersEverybodyAndGoesOnAfterItsMemoryRanOut() throws Exception {
    Shelves shelves = new Shelves(folder.resolve("jobs.mv"));
    try (CommitThread thread = new CommitThread(shelves, Duration.ofSeconds(5))) {
      var failed =
          thread.change(
              0,
              open -> {
                throw new OutOfMemoryError("as it may happen");
              });

      assertThatThrownBy(() -> failed.get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(StoreUnavailableException.class);
      assertThat(thread.change(0, open -> "written").get(10, TimeUnit.SECONDS))
          .isEqualTo("written");
    } finally {
      shelves.close();
    }
  }
}
