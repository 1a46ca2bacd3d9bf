package io.pepper.bus.delivery;

import io.pepper.job.Job;
import io.pepper.job.JobId;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The jobs of a delivery that failed although its {@code Code} is 200, as header {@code
 * Failed-Jobs} names them: their ids separated by commas, or the word {@code body}; then the body
 * is a JSON array of ids, or an object of ids and reasons.
 */
final class FailedJobs {
  private static final String IN_BODY = "body";

  /** The JSON factory, looked up once: the lookup searches the class path. */
  private static final JsonParserFactory JSON = Json.createParserFactory(Map.of());

  private final Map<JobId, String> reasons = new HashMap<>();

  private FailedJobs() {}

  /**
   * Reads the header and, if it says so, the body.
   *
   * @throws IllegalArgumentException saying what cannot be read
   */
  static FailedJobs read(String header, byte[] body, boolean bodyCut) {
    FailedJobs failed = new FailedJobs();
    if (header.equalsIgnoreCase(IN_BODY)) {
      if (bodyCut) {
        throw new IllegalArgumentException(
            "the body is longer than " + ConsumerResponse.MAX_BODY_BYTES + " bytes");
      }
      failed.readBody(body);
      return failed;
    }
    for (String id : header.split(",")) {
      if (!id.isBlank()) {
        failed.add(id.strip(), "");
      }
    }
    return failed;
  }

  private void readBody(byte[] body) {
    JsonValue json = onlyValue(body);
    if (json instanceof JsonObject object) {
      object.forEach((id, reason) -> add(id, text(reason)));
    } else {
      json.asJsonArray().forEach(id -> add(text(id), ""));
    }
  }

  /**
   * Reads the array or object of the body and checks that nothing follows: a consumer that prints
   * its list more than once names more jobs than the first list does.
   */
  private static JsonValue onlyValue(byte[] body) {
    try (JsonParser parser = JSON.createParser(new ByteArrayInputStream(body))) {
      JsonParser.Event first = parser.next();
      if (first != JsonParser.Event.START_OBJECT && first != JsonParser.Event.START_ARRAY) {
        throw unreadable(null);
      }
      JsonValue json = parser.getValue();
      if (parser.hasNext()) {
        throw unreadable(null);
      }
      return json;
    } catch (RuntimeException e) {
      // Edge: the parser throws more than JsonException, as for too much depth or too many digits.
      throw unreadable(e);
    }
  }

  private static IllegalArgumentException unreadable(RuntimeException cause) {
    return new IllegalArgumentException(
        "the body is neither a JSON array of job ids nor an object of ids and reasons, or more"
            + " follows it",
        cause);
  }

  private static String text(JsonValue value) {
    try {
      return value instanceof JsonString text ? text.getString() : value.toString();
    } catch (RuntimeException e) {
      // Edge: the parser reads values lazily and throws more than JsonException.
      throw unreadable(e);
    }
  }

  private void add(String id, String reason) {
    try {
      reasons.put(JobId.parse(id), reason);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'" + ReceivedResponse.excerpt(id) + "' is not a job id", e);
    }
  }

  /**
   * Returns the response with the results of all jobs.
   *
   * @throws IllegalArgumentException if it names a job that was not delivered
   */
  ConsumerResponse applyTo(ConsumerResponse done, List<Job> jobs) {
    List<JobResult> results = new ArrayList<>(jobs.size());
    String error = "";
    int named = 0;
    for (Job job : jobs) {
      String reason = reasons.get(job.id());
      if (reason == null) {
        results.add(JobResult.SUCCEEDED);
        continue;
      }
      named++;
      error =
          "the consumer named the job in Failed-Jobs"
              + (reason.isBlank() ? "" : ": " + reason.strip());
      results.add(new JobResult(DeliveryResult.FAILED, error));
    }
    if (named < reasons.size()) {
      throw new IllegalArgumentException(
          (reasons.size() - named) + " of the ids it names are of no job of this delivery");
    }
    return named == 0 ? done : done.withResults(DeliveryResult.FAILED, error, results);
  }
}
