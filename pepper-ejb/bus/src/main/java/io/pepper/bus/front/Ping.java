package io.pepper.bus.front;

import io.pepper.connector.resp.RespCommand;

/** Answers {@code +PONG} whatever the argument, as the original does. */
@CommandSpec(name = "PING", summary = "Tells that the connection is alive")
class Ping implements Command {
  @Override
  public CommandReply execute(ClientState client, RespCommand command) {
    return replies -> replies.simple("PONG");
  }
}
