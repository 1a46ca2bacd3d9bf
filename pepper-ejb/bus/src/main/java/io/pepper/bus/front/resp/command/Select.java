package io.pepper.bus.front.resp.command;

import io.pepper.bus.front.resp.ClientState;
import io.pepper.bus.front.resp.Command;
import io.pepper.bus.front.resp.CommandReply;
import io.pepper.bus.front.resp.CommandSpec;
import io.pepper.connector.resp.RespCommand;

@CommandSpec(name = "SELECT", min = 1, max = 1, summary = "Accepts database 0, the only one")
class Select implements Command {
  @Override
  public CommandReply execute(ClientState client, RespCommand command) {
    return command.text(0).equals("0")
        ? CommandReply.OK
        : CommandReply.error("ERR there is one database, number 0");
  }
}
