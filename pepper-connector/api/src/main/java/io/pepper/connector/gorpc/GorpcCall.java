package io.pepper.connector.gorpc;

import io.pepper.gob.GobValue;
import io.pepper.gob.write.GobMessage;

/**
 * One call, from its argument to its answer. Safe for any number of threads. The first of {@link
 * #answer} and {@link #fail} counts; what comes later, or after the client is gone, does nothing.
 */
public interface GorpcCall {
  /**
   * The first id for the types of answers; those before it are the adapter's. All services of a
   * server share the ids from here on, each schema with its own.
   */
  int FIRST_TYPE_ID = 67;

  /** Returns the client's IP address. */
  String peer();

  /** Returns the argument. */
  GobValue argument();

  /**
   * Sends the answer, and returns at once. A call that wants none, because the client does not wait
   * for it, is over, too.
   *
   * @param reply which may be the same object for many calls
   */
  void answer(GobMessage reply);

  /**
   * Answers with an error of code 500, and returns at once.
   *
   * @param reason for the client: no secret
   */
  void fail(String reason);

  /**
   * Runs an action if the call ends without an answer, because the client is gone or the server
   * stops; at once if it has ended so. The last action given counts. A call that has one is taken
   * for one that waits: a server that stops does not wait for its answer.
   *
   * @param action runs on a thread that must not wait
   */
  void onAbandoned(Runnable action);
}
