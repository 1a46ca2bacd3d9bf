package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The work of a Pepper whose start makes the cache for faster ones. */
class TrainingTest {
  /** The start of a server and little more. */
  private static final Duration LIMIT = Duration.ofMinutes(4);

  @Test
  void doesEveryKindOfWorkAndEnds() throws IOException {
    try (Pepper pepper =
        Pepper.embedded().withVariable("JDK_JAVA_OPTIONS", "-Dpepper.server.training=2").launch()) {
      Awaitility.await().atMost(LIMIT).until(() -> !pepper.isAlive());

      String log = Files.readString(pepper.dataFolder().resolve("log/pepper.0.log"));
      assertThat(log)
          .contains("training: jobs took", "training: cron took")
          .contains("training: discovery took", "training: pages took")
          .doesNotContain("ended early");
    }
  }
}
