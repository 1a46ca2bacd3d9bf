package io.pepper.bus.front.resp.command;

import io.pepper.bus.front.resp.ClientState;
import io.pepper.bus.front.resp.Command;
import io.pepper.bus.front.resp.CommandReply;
import io.pepper.bus.front.resp.CommandSpec;
import io.pepper.connector.resp.RespCommand;

/** The reply {@code +PONG}, whatever the argument, as in the original. */
@CommandSpec(name = "PING", summary = "Tells that the connection is alive")
class Ping implements Command {
  @Override
  public CommandReply execute(ClientState client, RespCommand command) {
    return replies -> replies.simple("PONG");
  }
}
