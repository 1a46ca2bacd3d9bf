package io.pepper.connector.resp;

/**
 * One client connection, from accept to close. One thread at a time uses it, the one that answers
 * its batch, so nothing in it is synchronised.
 */
public interface RespSession {
  /**
   * Returns a number unique among the connections since the start, as {@code CLIENT ID} reports it.
   */
  long id();

  /** Returns the client's address as {@code host:port}, for logs. */
  String peer();

  /** Returns the protocol version that replies are written in, 2 or 3. */
  int protocol();

  /** Switches replies to version 2 or 3, from the next reply on ({@code HELLO}). */
  void useProtocol(int version);

  /**
   * Notes that the client has logged in (or, with false, lost its login): the tight limits for
   * strangers no longer apply.
   */
  void loggedIn(boolean loggedIn);

  /**
   * Acquires memory that the connections share, for commands that the application keeps after their
   * batch. It is given back by {@link #release}, or when the connection ends. All connections
   * together hold at most {@link #maxHeld}.
   *
   * @return whether it was left; if not, nothing is taken
   */
  boolean hold(long bytes);

  /** Gives back memory that {@link #hold} acquired. */
  void release(long bytes);

  /** Returns half of the bytes that the connections share: more can never be held. */
  long maxHeld();

  /** Returns the object that the application keeps for this connection; null at first. */
  Object attachment();

  void attach(Object attachment);

  /** Closes the connection after the replies written so far have been sent ({@code QUIT}). */
  void closeAfterReplies();
}
