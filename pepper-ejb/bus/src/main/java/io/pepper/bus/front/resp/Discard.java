package io.pepper.bus.front.resp;

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
    return client.discardTransaction()
        ? CommandReply.OK
        : CommandReply.error("ERR DISCARD without MULTI");
  }
}
