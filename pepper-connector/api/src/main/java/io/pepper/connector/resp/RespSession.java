package io.pepper.connector.resp;

/**
 * One client connection, from accept to close. Only the connection's own virtual thread uses it, so
 * nothing in it is synchronised.
 */
public interface RespSession {
  /** A number unique among the connections since the start, as {@code CLIENT ID} reports it. */
  long id();

  /** The client's address as {@code host:port}, for logs. */
  String peer();

  /** 2 or 3: the protocol version that replies are written in. */
  int protocol();

  /** Switches replies to version 2 or 3, from the next reply on ({@code HELLO}). */
  void useProtocol(int version);

  /**
   * Tells the adapter that the client has logged in (or, with false, lost its login): the tight
   * limits for strangers no longer apply.
   */
  void loggedIn(boolean loggedIn);

  /**
   * Takes memory that the connections share, for commands that the application keeps after their
   * batch. It is given back by {@link #release}, or when the connection ends. All connections
   * together hold at most {@link #mostHeld}.
   *
   * @return whether it was left; if not, nothing is taken
   */
  boolean hold(long bytes);

  /** Gives back memory that {@link #hold} took. */
  void release(long bytes);

  /** Half of what the connections share, in bytes: more can never be held. */
  long mostHeld();

  /** What the application keeps for this connection; null at first. */
  Object attachment();

  void attach(Object attachment);

  /** Closes the connection after the replies written so far have been sent ({@code QUIT}). */
  void closeAfterReplies();
}
