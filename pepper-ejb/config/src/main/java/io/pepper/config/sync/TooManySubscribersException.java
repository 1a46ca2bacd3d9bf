package io.pepper.config.sync;

/** The refusal of one more node than a server serves. */
public final class TooManySubscribersException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooManySubscribersException(int limit) {
    super(
        "%d nodes receive configuration from this server, which is the most: connect to another one"
            .formatted(limit));
  }
}
