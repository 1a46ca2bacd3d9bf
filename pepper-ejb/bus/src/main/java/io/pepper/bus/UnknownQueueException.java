package io.pepper.bus;

import io.pepper.job.QueueName;

/** A queue that is not defined; the message says how to define it. */
public final class UnknownQueueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnknownQueueException(QueueName queue) {
    super("there is no queue '" + queue + "'; define it with PUT /api/v1/queues/" + queue);
  }
}
