package io.pepper.bus.front;

import io.pepper.connector.resp.RespCommand;

/** Connection pools of stock clients send it when a connection changes hands. */
@Verb(name = "RESET", login = false, summary = "Logs out and returns to RESP2")
class Reset implements Command {
  @Override
  public Answer execute(Client client, RespCommand command) {
    client.loggedOut();
    client.name("");
    return replies -> {
      client.session().useProtocol(2);
      replies.simple("RESET");
    };
  }
}
