package io.pepper.bus.front;

import io.pepper.bus.front.QueuedCommands.Limits;
import io.pepper.connector.resp.RespCommand;
import io.pepper.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;

@Verb(name = "MULTI", max = 0, queued = false, summary = "Begins a transaction")
class Multi implements Command {
  private static final int MAX_COMMANDS = 100_000;
  private static final long MAX_BYTES = 64 << 20;

  @Inject Settings settings;

  private volatile Limits limits;

  @PostConstruct
  void readLimits() {
    limits =
        new Limits(
            settings.integer(Limits.COMMANDS, MAX_COMMANDS, 1, 1 << 20),
            settings.bytes(Limits.BYTES, MAX_BYTES));
  }

  @Override
  public Answer execute(Client client, RespCommand command) {
    if (client.transaction() != null) {
      return Answer.error("ERR MULTI calls can not be nested");
    }
    client.begin(new QueuedCommands(client.session(), limits));
    return Answer.OK;
  }
}
