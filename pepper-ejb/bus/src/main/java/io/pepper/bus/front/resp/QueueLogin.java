package io.pepper.bus.front.resp;

import io.pepper.bus.definition.Secret;
import io.pepper.job.QueueName;
import io.pepper.job.TopicId;
import io.pepper.job.TopicName;
import java.util.Optional;

/**
 * The identity of a client: a queue (it may push) or one topic (it may pull).
 *
 * @param topic empty for a queue's login
 * @param secret the secret at the login; when the definition holds another, the login has ended
 */
public record QueueLogin(QueueName queue, Optional<TopicName> topic, Secret secret) {
  /** Returns whether this login may push to the queue of that name. */
  public boolean mayPushTo(String name) {
    return topic.isEmpty() && queue.value().equals(name);
  }

  /** Returns whether this login may read the topic's figures. */
  public boolean mayRead(TopicId id) {
    return queue.equals(id.queue()) && (topic.isEmpty() || topic.get().equals(id.topic()));
  }
}
