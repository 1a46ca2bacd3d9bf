package io.pepper.cron;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.definition.document.JobDocument;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextFiresTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "schedule":"@every 90s"                     | every 1 minute 30 seconds
          "schedule":"@loop"                          | again and again, without a pause
          "schedule":"@loop 1s"                       | again and again, 1 second after each end
          "schedule":"@loop 1m30s"                    | again and again, 1 minute 30 seconds after each end
          "schedule":"@manually"                      | only when somebody runs it
          "after":{"jobs":["a"]}                      | after a has succeeded
          "after":{"jobs":["b","a"],"on":"failure"}   | after each of a, b has failed
          "after":{"jobs":["a"],"on":"any"}           | after a has ended
          "schedule":"@every 2s","maxRuns":1          | every 2 seconds, once
          "schedule":"@every 2s","maxRuns":3          | every 2 seconds, at most 3 times
          """)
  void readsTheDefinitionInWords(String fields, String reading) {
    assertThat(nextFires(fields).reading()).startsWith(reading);
  }

  @Test
  void tellsWhenItRunsNext() {
    assertThat(nextFires("\"schedule\":\"@every 1s\"").next())
        .hasSize(10)
        .startsWith(NOW.plusSeconds(1))
        .endsWith(NOW.plusSeconds(10));
  }

  @Test
  void keepsWithinStartAndEnd() {
    NextFires nextFires =
        nextFires(
            """
            "schedule":"@hourly","startAt":"2026-02-01T00:00:00Z","endAt":"2026-02-01T02:00:00Z"\
            """);

    assertThat(nextFires.reading())
        .endsWith(", from 2026-02-01T00:00:00Z, before 2026-02-01T02:00:00Z");
    assertThat(nextFires.next())
        .containsExactly(
            Instant.parse("2026-02-01T00:00:00Z"), Instant.parse("2026-02-01T01:00:00Z"));
  }

  @Test
  void knowsNothingOfWhatDependsOnRuns() {
    assertThat(nextFires("\"schedule\":\"@loop 5s\"").next()).isEmpty();
    assertThat(nextFires("\"after\":{\"jobs\":[\"a\"]}").next()).isEmpty();
  }

  private static NextFires nextFires(String fields) {
    String document = "{" + fields + ",\"run\":{\"type\":\"command\",\"command\":[\"true\"]}}";
    try (JsonReader reader = Json.createReader(new StringReader(document))) {
      CronJob job =
          JobDocument.read(new JobName("job"), reader.readObject(), Optional.empty(), NOW);
      return NextFires.of(job, NOW, 10);
    }
  }
}
