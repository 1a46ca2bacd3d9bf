package io.pepper.bus.front;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.bus.accept.Acceptance;
import io.pepper.connector.resp.RespCommand;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.List;

/**
 * Accepts one job. A single field named {@code payload} is the payload itself; any other fields
 * make a JSON object of texts. The reply is the job's id as streams write theirs.
 */
@Verb(name = "XADD", min = 4, login = false, summary = "Accepts one job made of fields")
class XAdd implements Command {
  private static final String WHOLE = "payload";

  @Inject Pushes pushes;
  @Inject Acceptance acceptance;

  @Override
  public Answer execute(Client client, RespCommand command) {
    int id = command.text(1).equalsIgnoreCase("NOMKSTREAM") ? 2 : 1;
    if (!command.text(id).equals("*")) {
      return Answer.error(
          "ERR XADD takes '*' as the id, and no trimming: a job leaves its queue when it is done");
    }
    int fields = command.argumentCount() - id - 1;
    if (fields == 0 || fields % 2 != 0) {
      return FrontHandler.wrongArity(command);
    }
    byte[] payload = payload(command, id + 1);
    return pushes.push(
        client,
        command.text(0),
        (queue, traceId) -> client.pushes(acceptance).accept(queue, List.of(payload), traceId),
        (push, replies) -> replies.bulk(push.ids().getFirst().toStreamId()));
  }

  private static byte[] payload(RespCommand command, int first) {
    if (command.argumentCount() == first + 2 && command.text(first).equals(WHOLE)) {
      return command.argument(first + 1);
    }
    JsonObjectBuilder object = Json.createObjectBuilder();
    for (int i = first; i < command.argumentCount(); i += 2) {
      object.add(command.text(i), command.text(i + 1));
    }
    return object.build().toString().getBytes(UTF_8);
  }
}
