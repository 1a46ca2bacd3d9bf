package io.pepper.connector;

/** What an activated message-driven bean is fed by. */
public interface Endpoint extends AutoCloseable {
  /** System property: one line for the operator, when the start failed. */
  String FAILURE = "pepper.start.failure";

  /** Ends it, on a container thread; answers under way may take some seconds to finish. */
  @Override
  void close();
}
