package io.pepper.bus.front.resp.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.bus.accept.Enqueuer.Push;
import io.pepper.bus.front.resp.CommandReply;
import io.pepper.connector.resp.RespReplies;
import io.pepper.job.JobId;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The original's JSON reply to a push: the order and types of its fields are fixed. */
final class PushReply {
  private PushReply() {}

  /** Returns the reply to a push that is under way. */
  static CommandReply stored(String traceId, Push push) {
    return new CommandReply() {
      @Override
      public CompletableFuture<?> done() {
        return push.stored();
      }

      @Override
      public void write(RespReplies replies) {
        PushExecutor.failure(push)
            .map(problem -> PushReply.failure(traceId, problem))
            .orElseGet(() -> PushReply.success(traceId, push.ids()))
            .write(replies);
      }
    };
  }

  private static CommandReply success(String traceId, List<JobId> ids) {
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
