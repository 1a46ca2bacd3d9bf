package io.pepper.web.api.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.job.Job;
import io.pepper.store.JobListPage;
import io.pepper.store.ListedJob;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.Base64;

/** A stored job as JSON. */
final class StoredJobDocument {
  private StoredJobDocument() {}

  static JsonObject write(JobListPage page) {
    JsonArrayBuilder jobs = Json.createArrayBuilder();
    page.jobs().forEach(listed -> jobs.add(write(listed)));
    JsonObjectBuilder json = Json.createObjectBuilder().add("jobs", jobs);
    page.cursor().ifPresent(cursor -> json.add("cursor", cursor));
    return json.build();
  }

  static JsonObject write(ListedJob listed) {
    Job job = listed.job();
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("id", job.id().toString())
            .add("streamId", job.id().toStreamId());
    payload(json, job.payload());
    json.add("attempts", job.attempts()).add("acceptedAt", job.id().acceptedAt().toString());
    if (job.lastAttempt() > 0) {
      json.add("lastAttempt", Instant.ofEpochSecond(job.lastAttempt()).toString());
    }
    listed.due().ifPresent(due -> json.add("due", due.toString()));
    if (!job.lastError().isEmpty()) {
      json.add("lastError", job.lastError());
    }
    return json.build();
  }

  /**
   * Adds the payload, as text where it is text, or else in Base64: other bytes cannot be a JSON
   * string.
   */
  private static void payload(JsonObjectBuilder json, byte[] payload) {
    try {
      json.add("payload", UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString());
    } catch (CharacterCodingException e) {
      json.add("payloadBase64", Base64.getEncoder().encodeToString(payload));
    }
  }
}
