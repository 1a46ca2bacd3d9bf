package io.pepper.bus.front;

import io.pepper.connector.resp.RespCommand;

/** Has nothing to do, since nothing can be watched; pools send it to be sure. */
@CommandSpec(name = "UNWATCH", max = 0, summary = "Does nothing: nothing is ever watched")
class Unwatch implements Command {
  @Override
  public CommandReply execute(ClientState client, RespCommand command) {
    return CommandReply.OK;
  }
}
