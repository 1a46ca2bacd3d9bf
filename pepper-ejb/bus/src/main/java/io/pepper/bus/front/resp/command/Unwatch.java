package io.pepper.bus.front.resp.command;

import io.pepper.bus.front.resp.ClientState;
import io.pepper.bus.front.resp.Command;
import io.pepper.bus.front.resp.CommandReply;
import io.pepper.bus.front.resp.CommandSpec;
import io.pepper.connector.resp.RespCommand;

/** A command without effect, since nothing can be watched; connection pools send it anyway. */
@CommandSpec(name = "UNWATCH", max = 0, summary = "Does nothing: nothing is ever watched")
class Unwatch implements Command {
  @Override
  public CommandReply execute(ClientState client, RespCommand command) {
    return CommandReply.OK;
  }
}
