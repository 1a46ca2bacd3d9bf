package io.pepper.web.api.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.bus.FoundJob;
import io.pepper.bus.JobSearchResult;
import io.pepper.job.Job;
import io.pepper.store.JobListPage;
import io.pepper.store.ListedJob;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** A stored job as JSON. */
final class StoredJobDocument {
  private StoredJobDocument() {}

  static JsonObject write(JobListPage page) {
    return page(page.jobs(), page.cursor()).build();
  }

  /** Writes a search: {@code whole} says whether every job behind its start was looked at. */
  static JsonObject write(JobSearchResult result) {
    return page(result.jobs(), result.cursor())
        .add("lookedAt", result.lookedAt())
        .add("whole", result.cursor().isEmpty())
        .build();
  }

  static JsonObject write(FoundJob found) {
    return Json.createObjectBuilder(write(found.listed()))
        .add("state", found.state().toString())
        .build();
  }

  private static JsonObjectBuilder page(List<ListedJob> listed, Optional<String> next) {
    JsonArrayBuilder jobs = Json.createArrayBuilder();
    listed.forEach(each -> jobs.add(write(each)));
    JsonObjectBuilder json = Json.createObjectBuilder().add("jobs", jobs);
    next.ifPresent(cursor -> json.add("cursor", cursor));
    return json;
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
    if (!job.lastCode().isEmpty()) {
      json.add("lastCode", job.lastCode());
    }
    if (job.lastMillis() > 0) {
      json.add("lastDuration", Duration.ofMillis(job.lastMillis()).toString());
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
