package io.pepper.bus;

import io.pepper.job.TopicId;

/** The queue has no such topic. */
public final class UnknownTopicException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnknownTopicException(TopicId topic) {
    super("queue '" + topic.queue() + "' has no topic '" + topic.topic() + "'");
  }
}
