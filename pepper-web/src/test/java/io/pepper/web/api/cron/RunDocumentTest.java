package io.pepper.web.api.cron;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.cron.definition.JobName;
import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunId;
import io.pepper.cron.run.RunState;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RunDocumentTest {
  private static final Instant NOMINAL = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void showsWhatIsKnownOfARun() {
    Run running = run(RunState.RUNNING, "so far");
    JsonObject json = RunDocument.write(running).build();
    JsonObject ended =
        RunDocument.write(
                running.ended(
                    RunState.FAILED, OptionalInt.of(3), NOMINAL.plusSeconds(9), "so far\nexit"))
            .build();

    assertThat(json)
        .containsOnlyKeys(
            "id",
            "replica",
            "nominal",
            "started",
            "latenessMillis",
            "node",
            "attempt",
            "state",
            "output");
    assertThat(json.getInt("attempt")).isEqualTo(2);
    assertThat(json.getInt("latenessMillis")).isEqualTo(1500);
    assertThat(ended.getString("ended")).isEqualTo("2026-01-01T00:00:09Z");
    assertThat(ended.getInt("exitCode")).isEqualTo(3);
    assertThat(ended.getString("state")).isEqualTo("failed");
  }

  @Test
  void shortensLongOutputsInListsWithoutSplittingCharacters() {
    String output = "begin" + "😀".repeat(30_000) + "end";

    String shown =
        RunDocument.write(List.of(run(RunState.SUCCEEDED, output)))
            .getJsonArray("runs")
            .getJsonObject(0)
            .getString("output");

    assertThat(shown).hasSizeLessThan(8_100).startsWith("begin😀").endsWith("😀end");
    assertThat(new String(shown.getBytes(UTF_8), UTF_8)).isEqualTo(shown);
  }

  @Test
  void showsShortOutputsWhole() {
    String output = "x".repeat(8_000);

    assertThat(RunDocument.write(List.of(run(RunState.SUCCEEDED, output))).toString())
        .contains(output);
  }

  private static Run run(RunState state, String output) {
    return Run.builder(new RunId("0a.2"), new JobName("job"))
        .slot("0")
        .nominal(NOMINAL)
        .on("node", "life")
        .started(Optional.of(NOMINAL.plusMillis(1500)), Duration.ofMillis(1500))
        .state(state)
        .output(output)
        .build();
  }
}
