package io.pepper.connector;

import java.io.IOException;

/**
 * A server of the adapter. Needs no container. One use: {@link #bind}, {@link #serve}, {@link
 * #close}.
 *
 * @param <T> what answers its clients
 */
public interface Front<T> extends AutoCloseable {
  /**
   * Takes the port. From now on clients can connect, and wait until {@link #serve}.
   *
   * @param port 0 for any free one
   * @return the port
   */
  int bind(String host, int port) throws IOException;

  /** Serves clients, on threads of its own. */
  void serve(T answers);

  /** Ends it; answers under way may take some seconds to finish. */
  @Override
  void close();
}
