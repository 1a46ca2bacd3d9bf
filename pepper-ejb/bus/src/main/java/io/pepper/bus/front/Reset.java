package io.pepper.bus.front;

import io.pepper.connector.resp.RespCommand;

/** Connection pools of stock clients send it when a connection changes hands. */
@CommandSpec(
    name = "RESET",
    queued = false,
    login = false,
    summary = "Ends a transaction, logs out and returns to RESP2")
class Reset implements Command {
  @Override
  public CommandReply execute(ClientState client, RespCommand command) {
    QueuedCommands queued = client.endTransaction();
    if (queued != null) {
      queued.release();
    }
    client.loggedOut();
    client.name("");
    client.tracking(Tracking.OFF);
    return replies -> {
      client.session().useProtocol(2);
      replies.simple("RESET");
    };
  }
}
