package io.pepper.bus.front.resp.command;

import io.pepper.bus.Queues;
import io.pepper.bus.front.resp.ClientState;
import io.pepper.bus.front.resp.Command;
import io.pepper.bus.front.resp.CommandReply;
import io.pepper.bus.front.resp.CommandSpec;
import io.pepper.bus.front.resp.QueueLogin;
import io.pepper.connector.resp.RespCommand;
import io.pepper.connector.resp.RespReplies;
import io.pepper.job.TopicId;
import io.pepper.store.JobStore;
import io.pepper.store.StoreUnavailableException;
import jakarta.inject.Inject;
import java.util.Optional;

/** The number of ready jobs of a topic, for clients logged in to its queue or to itself. */
@CommandSpec(name = "LLEN", min = 1, max = 1, summary = "Counts the jobs that wait in a topic")
class LLen implements Command {
  @Inject Queues queues;
  @Inject JobStore store;

  @Override
  public CommandReply execute(ClientState client, RespCommand command) {
    Optional<TopicId> named = topic(command.text(0));
    if (named.isEmpty()) {
      return CommandReply.error("ERR '" + command.text(0) + "' is not queue/topic");
    }
    TopicId topic = named.get();
    QueueLogin login = client.login().orElseThrow();
    if (!login.mayRead(topic)) {
      return CommandReply.error(
          "NOPERM this connection is not logged in to '" + command.text(0) + "'");
    }
    boolean defined = queues.find(topic.queue()).flatMap(q -> q.topic(topic.topic())).isPresent();
    return defined
        ? replies -> count(topic, replies)
        : CommandReply.error(
            "ERR queue '" + topic.queue() + "' has no topic '" + topic.topic() + "'");
  }

  private static Optional<TopicId> topic(String text) {
    String[] path = text.split("/", -1);
    if (path.length != 2) {
      return Optional.empty();
    }
    try {
      return Optional.of(TopicId.of(path[0], path[1]));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void count(TopicId topic, RespReplies replies) {
    try {
      replies.integer(store.counts(topic).ready());
    } catch (StoreUnavailableException e) {
      replies.error("UNAVAILABLE " + e.getMessage());
    }
  }
}
