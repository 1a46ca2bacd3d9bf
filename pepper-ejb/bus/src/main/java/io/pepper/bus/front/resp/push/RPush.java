package io.pepper.bus.front.resp.push;

import io.pepper.bus.front.resp.ClientState;
import io.pepper.bus.front.resp.CommandReply;
import io.pepper.bus.front.resp.CommandSpec;
import io.pepper.bus.front.resp.PushCommand;
import io.pepper.connector.resp.RespCommand;
import jakarta.inject.Inject;
import java.util.Optional;

/** The same as {@code LPUSH queue}: jobs leave in the order they came, whichever end is named. */
@CommandSpec(
    name = "RPUSH",
    min = 2,
    login = false,
    summary = "Accepts jobs that are ready at once")
class RPush implements PushCommand {
  @Inject PushExecutor pushes;

  @Override
  public CommandReply execute(ClientState client, RespCommand command) {
    return pushes.pushReady(client, command);
  }

  @Override
  public boolean mayWait(ClientState client, RespCommand command) {
    return pushes.mayWait(client, command);
  }

  @Override
  public int jobCount(RespCommand command) {
    return command.argumentCount() - 1;
  }

  @Override
  public Optional<String> objection(ClientState client, RespCommand command) {
    return pushes.objection(client, command.text(0), PushExecutor.payloads(command, 1));
  }
}
