package io.pepper.web.poll;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.Optional;

/**
 * A request that the server keeps open without a thread. Used by one thread at a time.
 *
 * @param <R> a reply, encoded
 */
public interface ParkedRequest<R> {
  /** Returns the caller's connection, if nothing else can be under way on it. */
  Optional<SelectableChannel> socket();

  /**
   * Writes the reply. Blocks while the caller is slow to read.
   *
   * @throws IOException if the caller is gone
   * @throws IllegalStateException if the server has ended the request
   */
  void send(R reply) throws IOException;

  /**
   * Hands the request back to the server as done.
   *
   * @throws IllegalStateException if the server has ended the request
   */
  void resume();
}
