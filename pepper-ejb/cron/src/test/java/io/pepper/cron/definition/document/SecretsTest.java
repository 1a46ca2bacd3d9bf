package io.pepper.cron.definition.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.definition.RunTarget;
import io.pepper.definition.InvalidDefinitionException;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  private static final JobName NAME = new JobName("secretive");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String COMMAND =
      """
      {"type":"command","command":["true"],"directory":"/tmp","environment":{"A":"alpha","B":"omega"}}\
      """;
  private static final String REQUEST =
      """
      {"type":"http","url":"http://localhost/","headers":{"Authorization":"alpha","X-Key":"omega"}}\
      """;

  @ParameterizedTest
  @ValueSource(strings = {COMMAND, REQUEST})
  void whatIsShownCanBeWrittenBack(String run) {
    CronJob job = read(run, Optional.empty());
    JsonObject shown = JobDocument.writeWithoutSecrets(job);

    assertThat(shown.toString()).contains("\"***\"").doesNotContain("alpha", "omega");
    assertThat(JobDocument.read(NAME, shown, Optional.of(job), NOW)).isEqualTo(job);
  }

  @Test
  void aWebhookShowsItsHostOnly() {
    CronJob job =
        JobDocument.read(
            NAME,
            json(
                """
                {"schedule":"@hourly","run":%s,
                 "alarms":{"webhook":"https://hooks.example.org/services/alpha?key=omega"}}\
                """
                    .formatted(COMMAND)),
            Optional.empty(),
            NOW);
    JsonObject shown = JobDocument.writeWithoutSecrets(job);

    assertThat(shown.getJsonObject("alarms").getString("webhook"))
        .isEqualTo("https://hooks.example.org/***");
    assertThat(JobDocument.read(NAME, shown, Optional.of(job), NOW)).isEqualTo(job);
  }

  @Test
  void newValuesReplaceKeptOnes() {
    CronJob job = read(COMMAND, Optional.empty());
    CronJob changed =
        read(COMMAND.replace("alpha", "***").replace("omega", "three"), Optional.of(job));

    assertThat(((RunTarget.CommandTarget) changed.run()).environment())
        .isEqualTo(Map.of("A", "alpha", "B", "three"));
  }

  @Test
  void aMaskWithNothingBehindItIsRefused() {
    CronJob command = read(COMMAND, Optional.empty());

    assertThatThrownBy(() -> read(REQUEST.replace("omega", "***"), Optional.of(command)))
        .isInstanceOfSatisfying(
            InvalidDefinitionException.class,
            e -> assertThat(e.field()).isEqualTo("run.headers.X-Key"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://localhost/", "http://localhost:8081/", "http://other.example/"})
  void aKeptHeaderGoesToNoOtherServer(String url) {
    CronJob job = read(REQUEST, Optional.empty());
    String shown = REQUEST.replace("alpha", "***").replace("omega", "new");

    assertThat(read(shown.replace("localhost/", "localhost/path"), Optional.of(job)).run())
        .isInstanceOf(RunTarget.HttpTarget.class);
    assertThatThrownBy(() -> read(shown.replace("http://localhost/", url), Optional.of(job)))
        .isInstanceOfSatisfying(
            InvalidDefinitionException.class, e -> assertThat(e.field()).isEqualTo("run.headers"));
  }

  @Test
  void whatIsKeptIsReadAsItIs() {
    CronJob original =
        JobDocument.readOriginal(
            json(
                """
                {"name":"secretive","schedule":"@hourly","executor_params":["true"],"concurrency":1,
                 "environment_variables":["A=***"]}\
                """),
            NOW);
    CronJob read = JobDocument.readStored(NAME, JobDocument.writeStored(original), NOW, 7);

    assertThat(read).isEqualTo(original);
  }

  private static CronJob read(String run, Optional<CronJob> present) {
    JsonObject document = json("{\"schedule\":\"@hourly\",\"run\":" + run + "}");
    return JobDocument.read(NAME, document, present, NOW);
  }

  private static JsonObject json(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }
}
