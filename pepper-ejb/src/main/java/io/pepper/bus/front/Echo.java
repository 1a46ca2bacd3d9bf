package io.pepper.bus.front;

import io.pepper.connector.resp.RespCommand;

@Verb(name = "ECHO", min = 1, max = 1, summary = "Returns its argument")
class Echo implements Command {
  @Override
  public Answer execute(Client client, RespCommand command) {
    return replies -> replies.bulk(command.argument(0));
  }
}
