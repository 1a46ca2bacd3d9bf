package io.pepper.bus.front;

import io.pepper.connector.resp.RespCommand;

@Verb(name = "QUIT", queued = false, login = false, summary = "Closes the connection")
class Quit implements Command {
  @Override
  public Answer execute(Client client, RespCommand command) {
    client.leave();
    return replies -> {
      replies.simple("OK");
      client.session().closeAfterReplies();
    };
  }
}
