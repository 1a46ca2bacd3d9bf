package io.pepper.bus.front;

import io.pepper.bus.accept.Enqueuer;
import io.pepper.connector.resp.RespCommand;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** The same as {@code LPUSH queue}: jobs leave in the order they came, whichever end is named. */
@CommandSpec(
    name = "RPUSH",
    min = 2,
    login = false,
    summary = "Accepts jobs that are ready at once")
class RPush implements PushCommand {
  @Inject Pushes pushes;
  @Inject Enqueuer acceptance;

  @Override
  public CommandReply execute(ClientState client, RespCommand command) {
    return answer(pushes, acceptance, client, command);
  }

  @Override
  public int jobCount(RespCommand command) {
    return command.argumentCount() - 1;
  }

  @Override
  public Optional<String> objection(ClientState client, RespCommand command) {
    return pushes.objection(client, command.text(0), Pushes.payloads(command, 1));
  }

  static CommandReply answer(
      Pushes pushes, Enqueuer acceptance, ClientState client, RespCommand command) {
    if (command.argumentCount() < 2) {
      return FrontHandler.wrongArity(command);
    }
    List<byte[]> payloads = Pushes.payloads(command, 1);
    return pushes.push(
        client,
        command.text(0),
        (queue, traceId) -> client.jobs(acceptance).accept(queue, payloads, traceId),
        (push, replies) -> replies.integer(push.stored().join()));
  }
}
