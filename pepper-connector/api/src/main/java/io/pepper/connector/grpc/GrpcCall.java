package io.pepper.connector.grpc;

import java.time.Duration;
import java.util.Optional;

/**
 * One call, from its start to its status. {@link #wake} and {@link #trySend} may be called by any
 * thread; the rest by the call's own thread only.
 */
public interface GrpcCall {
  /** Returns the client's IP address. */
  String peer();

  /**
   * Returns a header that the client sent.
   *
   * @param name in lower case, such as {@code authorization}
   */
  Optional<String> header(String name);

  /**
   * Waits for the next message of the client. At most one waits to be received: until then the
   * client can send no further ones.
   *
   * @return empty if there is none within the time, if {@link #wake} came, or if the client sends
   *     no more, which {@link #isHalfClosed} tells
   * @throws GrpcException with CANCELLED once the client is gone, with UNAVAILABLE once the server
   *     stops
   */
  Optional<byte[]> receive(Duration longest) throws InterruptedException;

  /** Returns whether the client has said that it sends no more, and all it sent was received. */
  boolean isHalfClosed();

  /** Ends a {@link #receive} that waits, or the next one, and the waiting of no {@link #send}. */
  void wake();

  /**
   * Sends a message. Waits while the client does not take what was sent before: only this call
   * waits then.
   *
   * @throws GrpcException as {@link #receive}
   */
  void send(byte[] message) throws InterruptedException;

  /**
   * Sends a message, unless that has to wait. May be called by any thread while no other one sends.
   *
   * @return false if it was not sent: the client has not taken what was sent before, or the call is
   *     over
   */
  boolean trySend(byte[] message);
}
