package io.pepper.bus.front;

import io.pepper.bus.Queues;
import io.pepper.connector.resp.RespCommand;
import io.pepper.job.TopicId;
import io.pepper.store.JobStore;
import io.pepper.store.StoreUnavailableException;
import jakarta.inject.Inject;
import java.util.Optional;

/** How many jobs a topic has ready; for whoever is logged in to its queue or to it. */
@CommandSpec(name = "LLEN", min = 1, max = 1, summary = "Counts the jobs that wait in a topic")
class LLen implements Command {
  @Inject Queues queues;
  @Inject JobStore store;

  @Override
  public CommandReply execute(ClientState client, RespCommand command) {
    String[] path = command.text(0).split("/", -1);
    Optional<TopicId> topic =
        path.length == 2
            ? Pushes.read(command.text(0), text -> TopicId.of(path[0], path[1]))
            : Optional.empty();
    if (topic.isEmpty()) {
      return CommandReply.error("ERR '" + command.text(0) + "' is not queue/topic");
    }
    QueueLogin login = client.login().orElseThrow();
    boolean own = login.topic().isEmpty() || login.topic().get().equals(topic.get().topic());
    if (!own || !login.queue().equals(topic.get().queue())) {
      return CommandReply.error(
          "NOPERM this connection is not logged in to '" + command.text(0) + "'");
    }
    boolean defined =
        queues.find(login.queue()).flatMap(q -> q.topic(topic.get().topic())).isPresent();
    return defined
        ? replies -> count(topic.get(), replies)
        : CommandReply.error("ERR queue '" + path[0] + "' has no topic '" + path[1] + "'");
  }

  private void count(TopicId topic, io.pepper.connector.resp.RespReplies replies) {
    try {
      replies.integer(store.counts(topic).ready());
    } catch (StoreUnavailableException e) {
      replies.error("UNAVAILABLE " + e.getMessage());
    }
  }
}
