package io.pepper.bus.front;

import io.pepper.connector.resp.RespCommand;

@CommandSpec(
    name = "DISCARD",
    max = 0,
    queued = false,
    login = false,
    summary = "Forgets the commands of a transaction")
class Discard implements Command {
  @Override
  public CommandReply execute(ClientState client, RespCommand command) {
    QueuedCommands queued = client.endTransaction();
    if (queued == null) {
      return CommandReply.error("ERR DISCARD without MULTI");
    }
    queued.release();
    return CommandReply.OK;
  }
}
