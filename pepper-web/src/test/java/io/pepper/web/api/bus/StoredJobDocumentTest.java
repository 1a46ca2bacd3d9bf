package io.pepper.web.api.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.store.ListedJob;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoredJobDocumentTest {
  private static final JobId ID = JobId.parse("1700000000000-7");

  @Test
  void showsTextAsText() {
    JsonObject json = written("grüße".getBytes(StandardCharsets.UTF_8));

    assertThat(json.getString("payload")).isEqualTo("grüße");
    assertThat(json).doesNotContainKeys("payloadBase64", "lastAttempt", "lastError");
  }

  @Test
  void showsBytesThatAreNoTextAsBase64() {
    JsonObject json = written(new byte[] {(byte) 0xff, 0});

    assertThat(json.getString("payloadBase64")).isEqualTo("/wA=");
    assertThat(json).doesNotContainKey("payload");
  }

  @Test
  void showsBothFormsOfTheIdAndWhenTheJobIsDue() {
    JsonObject json = written(new byte[0]);

    assertThat(json.getString("id")).isEqualTo(ID.toString());
    assertThat(json.getString("streamId")).isEqualTo("1700000000000-7");
    assertThat(json.getString("acceptedAt")).isEqualTo("2023-11-14T22:13:20Z");
    assertThat(json.getString("due")).isEqualTo("2030-01-01T00:00:00Z");
  }

  private static JsonObject written(byte[] payload) {
    Instant due = Instant.parse("2030-01-01T00:00:00Z");
    return StoredJobDocument.write(
        new ListedJob(Job.accepted(ID, "", payload), Optional.of(due), ""));
  }
}
