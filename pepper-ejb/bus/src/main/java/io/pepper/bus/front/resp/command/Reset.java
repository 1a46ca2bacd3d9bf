package io.pepper.bus.front.resp.command;

import io.pepper.bus.front.resp.ClientState;
import io.pepper.bus.front.resp.Command;
import io.pepper.bus.front.resp.CommandReply;
import io.pepper.bus.front.resp.CommandSpec;
import io.pepper.bus.front.resp.Tracking;
import io.pepper.connector.resp.RespCommand;

/** The return of a connection to its first state, as connection pools send it between users. */
@CommandSpec(
    name = "RESET",
    queued = false,
    login = false,
    summary = "Ends a transaction, logs out and returns to RESP2")
class Reset implements Command {
  @Override
  public CommandReply execute(ClientState client, RespCommand command) {
    client.discardTransaction();
    client.loggedOut();
    client.name("");
    client.tracking(Tracking.OFF);
    return replies -> {
      client.session().useProtocol(2);
      replies.simple("RESET");
    };
  }
}
