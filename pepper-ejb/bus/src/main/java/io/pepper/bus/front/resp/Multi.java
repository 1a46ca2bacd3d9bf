package io.pepper.bus.front.resp;

import io.pepper.bus.Queues;
import io.pepper.connector.resp.RespCommand;
import io.pepper.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;

/** The begin of a transaction, with the limits of this node. */
@CommandSpec(name = "MULTI", max = 0, queued = false, summary = "Begins a transaction")
class Multi implements Command {
  private static final int DEFAULT_MAX_COMMANDS = 100_000;
  private static final int DEFAULT_MAX_JOBS = 100_000;
  private static final long DEFAULT_MAX_BYTES = 64 << 20;
  private static final int HEAP_SHARE = 16;

  /** A delayed job is two words of a command, and Redis takes 1,048,575 words. */
  private static final int MAX_JOBS_SETTING = 400_000;

  @Inject Settings settings;
  @Inject Queues queues;

  private volatile TransactionLimits limits;

  @PostConstruct
  void readLimits() {
    limits =
        new TransactionLimits(
            settings.integer(TransactionLimits.COMMANDS, DEFAULT_MAX_COMMANDS, 1, 1 << 20),
            settings.integer(TransactionLimits.JOBS, DEFAULT_MAX_JOBS, 1, MAX_JOBS_SETTING),
            settings.bytes(TransactionLimits.BYTES, defaultBytes()));
  }

  private static long defaultBytes() {
    return Math.min(DEFAULT_MAX_BYTES, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
  }

  @Override
  public CommandReply execute(ClientState client, RespCommand command) {
    if (client.isInTransaction()) {
      return CommandReply.error("ERR MULTI calls can not be nested");
    }
    client.begin(new QueuedCommands(client.session(), limits, () -> topicCount(client)));
    return CommandReply.OK;
  }

  /** Returns the number of topics that get the jobs of the client's pushes. */
  private int topicCount(ClientState client) {
    return client
        .login()
        .flatMap(login -> queues.find(login.queue()))
        .map(queue -> queue.topics().size())
        .orElse(0);
  }
}
