package io.pepper.bus.front;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.job.JobId;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.util.List;

/** The JSON that the original answers to every push: field order and types are fixed. */
final class PushReply {
  private PushReply() {}

  static CommandReply success(String traceId, List<JobId> ids) {
    StringBuilder json = new StringBuilder(80 + 24 * ids.size()).append("{\"jobs\":[");
    for (int i = 0; i < ids.size(); i++) {
      json.append(i == 0 ? "\"" : ",\"").append(ids.get(i)).append('"');
    }
    json.append("],\"inTraceId\":\"").append(traceId).append("\",\"error\":\"\"}");
    byte[] bytes = json.toString().getBytes(UTF_8);
    return replies -> replies.bulk(bytes);
  }

  static CommandReply failure(String traceId, String problem) {
    String json =
        Json.createObjectBuilder()
            .add("jobs", JsonValue.NULL)
            .add("inTraceId", traceId)
            .add("error", problem)
            .build()
            .toString();
    return new CommandReply.Failure(problem, replies -> replies.bulk(json));
  }
}
