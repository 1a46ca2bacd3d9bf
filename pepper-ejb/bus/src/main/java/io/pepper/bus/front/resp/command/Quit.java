package io.pepper.bus.front.resp.command;

import io.pepper.bus.front.resp.ClientState;
import io.pepper.bus.front.resp.Command;
import io.pepper.bus.front.resp.CommandReply;
import io.pepper.bus.front.resp.CommandSpec;
import io.pepper.connector.resp.RespCommand;

@CommandSpec(name = "QUIT", queued = false, login = false, summary = "Closes the connection")
class Quit implements Command {
  @Override
  public CommandReply execute(ClientState client, RespCommand command) {
    client.leave();
    return replies -> {
      replies.simple("OK");
      client.session().closeAfterReplies();
    };
  }
}
