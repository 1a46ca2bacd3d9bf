package io.pepper.bus.front;

import io.pepper.bus.definition.Secret;
import io.pepper.job.QueueName;
import io.pepper.job.TopicName;
import java.util.Optional;

/**
 * Who a client is: a queue (it may push) or one topic (it may pull).
 *
 * @param topic empty for a queue-level login
 * @param secret what it logged in with; when the definition holds another one, the login has ended
 */
record QueueLogin(QueueName queue, Optional<TopicName> topic, Secret secret) {
  /** Whether it may push to the queue of that name. */
  boolean isFor(String name) {
    return topic.isEmpty() && queue.value().equals(name);
  }
}
