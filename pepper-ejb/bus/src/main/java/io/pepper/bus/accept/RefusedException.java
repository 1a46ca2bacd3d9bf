package io.pepper.bus.accept;

import io.pepper.bus.definition.FormSize;
import io.pepper.job.TopicId;

/** A refused push: none of its jobs was accepted; the message says why and what to do. */
public abstract sealed class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private RefusedException(String message) {
    super(message);
  }

  /** A payload is larger than its queue allows. */
  public static final class PayloadTooLarge extends RefusedException {
    private static final long serialVersionUID = 1L;

    PayloadTooLarge(String queue, int bytes, int limit) {
      super(
          "payload of %d bytes is larger than the %d that queue '%s' allows; raise its maxPayloadBytes"
              .formatted(bytes, limit, queue));
    }
  }

  /** A payload is larger than the form that one of the queue's consumers is sent. */
  public static final class FormTooLarge extends RefusedException {
    private static final long serialVersionUID = 1L;

    FormTooLarge(TopicId topic, long bytes, int limit) {
      super(FormSize.tooLargeMessage(topic, bytes, limit));
    }
  }

  /** A topic of the queue has as many ready jobs as it may. */
  public static final class QueueFull extends RefusedException {
    private static final long serialVersionUID = 1L;

    QueueFull(String topic, long length, long limit) {
      super(
          "queue is full: topic '%s' has %d jobs waiting and maxLength is %d; push again later"
              .formatted(topic, length, limit));
    }
  }

  /** The queue has no topics that would get the jobs. */
  public static final class NoTopics extends RefusedException {
    private static final long serialVersionUID = 1L;

    NoTopics(String queue) {
      super("queue '" + queue + "' has no topics, so nobody would ever get the job; add a topic");
    }
  }

  /** No payload was given. */
  public static final class NoJobs extends RefusedException {
    private static final long serialVersionUID = 1L;

    NoJobs() {
      super("there is no job in this push; give at least one payload");
    }
  }
}
