package io.pepper.client;

import io.pepper.client.transport.UnreachableException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The reply of a server to {@code polls} (docs/protocol.md, "Discovery over HTTP").
 *
 * @param changed applications with news
 * @param missing applications of which the server says that they are not there
 * @param nothingNew whether the server held the poll and has no news of any application
 */
record PollReply(Map<String, AppReply> changed, List<String> missing, boolean nothingNew) {
  /**
   * @throws UnreachableException if it is an error, or nothing that can be understood
   */
  static PollReply read(Reply reply) throws UnreachableException {
    if (reply.code() == Reply.NOT_MODIFIED) {
      return new PollReply(Map.of(), List.of(), true);
    }
    if (reply.code() != Reply.OK) {
      throw new UnreachableException("polls was answered with " + reply.summary());
    }
    Map<String, AppReply> changed = new LinkedHashMap<>();
    try {
      if (reply.fields().get("data") instanceof Map<?, ?> apps) {
        apps.forEach(
            (app, json) -> changed.put(app.toString(), AppReply.read(app.toString(), json)));
      }
    } catch (IllegalArgumentException e) {
      throw new UnreachableException("polls has " + e.getMessage(), e);
    }
    List<String> missing = new ArrayList<>();
    if (reply.fields().get("error") instanceof Map<?, ?> errors
        && errors.get(Integer.toString(Reply.NOT_FOUND)) instanceof List<?> apps) {
      apps.forEach(app -> missing.add(InstanceJson.text(app)));
    }
    return new PollReply(changed, missing, false);
  }
}
