package io.pepper.bus.front.resp.command;

import io.pepper.bus.front.resp.ClientState;
import io.pepper.bus.front.resp.Command;
import io.pepper.bus.front.resp.CommandReply;
import io.pepper.bus.front.resp.CommandSpec;
import io.pepper.connector.resp.RespCommand;

@CommandSpec(name = "ECHO", min = 1, max = 1, summary = "Returns its argument")
class Echo implements Command {
  @Override
  public CommandReply execute(ClientState client, RespCommand command) {
    return replies -> replies.bulk(command.argument(0));
  }
}
