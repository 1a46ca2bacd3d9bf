package io.pepper.connector.resp;

import java.util.List;

/**
 * The application's side of a RESP server. The message-driven bean gives the adapter its handler
 * once, at activation, so that no container call lies on the hot path (docs/adr).
 *
 * <p>Called for many connections at once, for each by one thread at a time. Those threads have no
 * naming context and no transaction.
 */
public interface RespHandler {
  /**
   * Starts a batch that needs no waiting, on the thread of many connections, which must not wait.
   *
   * @param batch see {@link #handle}; unchanged until its replies are written
   * @return null, and nothing is done, if the batch is to be given to {@link #handle}
   */
  default StartedBatch start(RespSession session, List<RespCommand> batch) {
    return null;
  }

  /**
   * Answers all commands of one batch, in order, with exactly one reply each; on a virtual thread,
   * which may wait.
   *
   * <p>A command left without its reply, because this throws or forgets, gets {@code -ERR internal
   * error}; a reply too many is dropped. When the server stops, a thread that waits here longer
   * than {@code pepper.resp.stop-seconds} is interrupted.
   *
   * @param batch the complete commands that one read brought, 1 to 1,024; the list is reused after
   *     the call, its commands are not
   */
  void handle(RespSession session, List<RespCommand> batch, RespReplies replies);

  /**
   * Takes note that a command of this session was over a limit: it was answered with an error and
   * never handed to {@link #handle}. Called in the order in which the commands came, on a thread
   * that must not wait.
   */
  default void refused(RespSession session) {}

  /**
   * Takes note that the connection is gone. Called once for each session that was handed to {@link
   * #start} or {@link #handle}, on a thread that must not wait.
   */
  default void closed(RespSession session) {}
}
