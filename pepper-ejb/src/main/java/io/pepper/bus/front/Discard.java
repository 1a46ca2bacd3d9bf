package io.pepper.bus.front;

import io.pepper.connector.resp.RespCommand;

@Verb(
    name = "DISCARD",
    max = 0,
    queued = false,
    login = false,
    summary = "Forgets the commands of a transaction")
class Discard implements Command {
  @Override
  public Answer execute(Client client, RespCommand command) {
    QueuedCommands queued = client.endTransaction();
    if (queued == null) {
      return Answer.error("ERR DISCARD without MULTI");
    }
    queued.release();
    return Answer.OK;
  }
}
