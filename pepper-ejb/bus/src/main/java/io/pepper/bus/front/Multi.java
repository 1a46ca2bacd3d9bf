package io.pepper.bus.front;

import io.pepper.bus.Queues;
import io.pepper.bus.front.QueuedCommands.Limits;
import io.pepper.connector.resp.RespCommand;
import io.pepper.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;

@CommandSpec(name = "MULTI", max = 0, queued = false, summary = "Begins a transaction")
class Multi implements Command {
  private static final int MAX_COMMANDS = 100_000;
  private static final int MAX_JOBS = 100_000;
  private static final long MAX_BYTES = 64 << 20;
  private static final int SHARE_OF_HEAP = 16;

  /** A delayed job is two words of a command, and Redis takes 1,048,575 of them. */
  private static final int MOST_JOBS = 400_000;

  @Inject Settings settings;
  @Inject Queues queues;

  private volatile Limits limits;

  @PostConstruct
  void readLimits() {
    limits =
        new Limits(
            settings.integer(Limits.COMMANDS, MAX_COMMANDS, 1, 1 << 20),
            settings.integer(Limits.JOBS, MAX_JOBS, 1, MOST_JOBS),
            settings.bytes(Limits.BYTES, defaultBytes()));
  }

  private static long defaultBytes() {
    return Math.min(MAX_BYTES, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
  }

  @Override
  public CommandReply execute(ClientState client, RespCommand command) {
    if (client.transaction() != null) {
      return CommandReply.error("ERR MULTI calls can not be nested");
    }
    client.begin(new QueuedCommands(client.session(), limits, () -> topics(client)));
    return CommandReply.OK;
  }

  /** How many topics get the jobs that the client pushes. */
  private int topics(ClientState client) {
    return client
        .login()
        .flatMap(login -> queues.find(login.queue()))
        .map(queue -> queue.topics().size())
        .orElse(0);
  }
}
