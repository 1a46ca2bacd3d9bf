package io.pepper.bus.front;

import io.pepper.connector.resp.RespCommand;

/** Answers {@code +PONG} whatever the argument, as the original does. */
@Verb(name = "PING", summary = "Tells that the connection is alive")
class Ping implements Command {
  @Override
  public Answer execute(Client client, RespCommand command) {
    return replies -> replies.simple("PONG");
  }
}
