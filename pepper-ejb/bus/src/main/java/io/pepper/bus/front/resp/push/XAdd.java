package io.pepper.bus.front.resp.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.bus.accept.Enqueuer;
import io.pepper.bus.front.resp.ClientState;
import io.pepper.bus.front.resp.CommandRefusedException;
import io.pepper.bus.front.resp.CommandReply;
import io.pepper.bus.front.resp.CommandSpec;
import io.pepper.bus.front.resp.PushCommand;
import io.pepper.connector.resp.RespCommand;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A push of one job. A single field named {@code payload} is the payload itself; any other fields
 * make a JSON object of texts, and what such an object cannot hold exactly is refused. The reply is
 * the job's id in the form of stream ids.
 */
@CommandSpec(name = "XADD", min = 4, login = false, summary = "Accepts one job made of fields")
class XAdd implements PushCommand {
  private static final String PAYLOAD_FIELD = "payload";
  private static final Set<String> TRIMMING_OPTIONS = Set.of("MAXLEN", "MINID");

  @Inject PushExecutor pushes;
  @Inject Enqueuer enqueuer;

  @Override
  public CommandReply execute(ClientState client, RespCommand command) {
    try {
      List<byte[]> payload = List.of(payload(command));
      return pushes.push(
          client,
          command.text(0),
          (queue, traceId) -> client.jobs(enqueuer).accept(queue, payload, traceId),
          (push, replies) -> replies.bulk(push.ids().getFirst().toStreamId()));
    } catch (CommandRefusedException e) {
      return CommandReply.error(e.getMessage());
    }
  }

  @Override
  public int jobCount(RespCommand command) {
    return 1;
  }

  @Override
  public Optional<String> objection(ClientState client, RespCommand command) {
    try {
      return pushes.objection(client, command.text(0), List.of(payload(command)));
    } catch (CommandRefusedException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static byte[] payload(RespCommand command) {
    int first = firstField(command);
    int fields = command.argumentCount() - first;
    if (fields == 0 || fields % 2 != 0) {
      throw new CommandRefusedException(CommandReply.arityProblem(command));
    }
    return fields == 2 && command.text(first).equals(PAYLOAD_FIELD)
        ? command.argument(first + 1)
        : object(command, first);
  }

  private static int firstField(RespCommand command) {
    int id = command.text(1).equalsIgnoreCase("NOMKSTREAM") ? 2 : 1;
    String word = command.text(id);
    if (TRIMMING_OPTIONS.contains(word.toUpperCase(Locale.ROOT))) {
      throw new CommandRefusedException(
          "ERR XADD takes no %s: trimming would lose jobs that are still to be done. Leave it out: a job leaves its queue when it is done; the queue's maxLength bounds it"
              .formatted(word));
    }
    if (!word.equals("*")) {
      throw new CommandRefusedException(
          "ERR XADD takes '*' as the id, not '%s': jobs get their ids here".formatted(word));
    }
    return id + 1;
  }

  private static byte[] object(RespCommand command, int first) {
    JsonObjectBuilder object = Json.createObjectBuilder();
    Set<String> names = new HashSet<>();
    for (int i = first; i < command.argumentCount(); i += 2) {
      String shown = command.text(i);
      String name = exact(command, i, "the name of field '%s'".formatted(shown));
      if (!names.add(name)) {
        throw new CommandRefusedException(
            "ERR field '%s' is there more than once, and the job could keep only one of its values"
                .formatted(name));
      }
      object.add(name, exact(command, i + 1, "the value of field '%s'".formatted(shown)));
    }
    return object.build().toString().getBytes(UTF_8);
  }

  private static String exact(RespCommand command, int index, String what) {
    return command
        .exactText(index)
        .orElseThrow(() ->
            new CommandRefusedException(
                "ERR %s is not UTF-8, so a JSON object cannot hold it; a single field '%s' may have any bytes"
                    .formatted(what, PAYLOAD_FIELD)));
  }
}
