package io.pepper.bus.front.resp.command;

import io.pepper.bus.Queues;
import io.pepper.bus.front.resp.ClientState;
import io.pepper.bus.front.resp.Command;
import io.pepper.bus.front.resp.CommandReply;
import io.pepper.bus.front.resp.CommandSpec;
import io.pepper.connector.resp.RespCommand;
import io.pepper.settings.Settings;
import io.pepper.store.JobStore;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The figures of this node in Redis's section format. Clients wait for {@code loading:0} before
 * they start.
 */
@CommandSpec(name = "INFO", summary = "Tells about this node")
class Info implements Command {
  /** The version of Redis whose protocol this front speaks; clients choose commands by it. */
  static final String REDIS_VERSION = "7.4.0";

  @Inject Queues queues;
  @Inject Settings settings;
  @Inject JobStore store;
  @Inject Clock clock;

  private volatile Instant started;

  @jakarta.annotation.PostConstruct
  void start() {
    started = clock.instant();
  }

  @Override
  public CommandReply execute(ClientState client, RespCommand command) {
    Runtime java = Runtime.getRuntime();
    long topics = queues.all().stream().mapToLong(queue -> queue.topics().size()).sum();
    String text =
        """
        # Server\r
        redis_version:%s\r
        redis_mode:standalone\r
        server_name:pepper\r
        node:%s\r
        tcp_port:%d\r
        uptime_in_seconds:%d\r
        \r
        # Memory\r
        used_memory:%d\r
        maxmemory:%d\r
        \r
        # Persistence\r
        loading:0\r
        store:%s\r
        \r
        # Replication\r
        role:master\r
        connected_slaves:0\r
        \r
        # Pepper\r
        queues:%d\r
        topics:%d\r
        """
            .formatted(
                REDIS_VERSION,
                settings.node(),
                settings.respPort(),
                Duration.between(started, clock.instant()).toSeconds(),
                java.totalMemory() - java.freeMemory(),
                java.maxMemory(),
                store.describe(),
                queues.all().size(),
                topics);
    return replies -> replies.bulk(text);
  }
}
