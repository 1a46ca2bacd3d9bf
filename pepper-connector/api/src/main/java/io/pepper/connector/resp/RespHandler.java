package io.pepper.connector.resp;

import java.util.List;

/**
 * Answers commands. The message-driven bean gives the adapter its handler once, at activation, so
 * that no container call lies on the hot path (docs/adr).
 *
 * <p>Called on the connection's virtual thread, by many connections at once; may block. That thread
 * has no naming context and no transaction.
 */
public interface RespHandler {
  /**
   * Answers all commands of one batch, in order, with exactly one reply each.
   *
   * @param batch the complete commands that one read brought, at least one
   */
  void handle(RespSession session, List<RespCommand> batch, RespReplies replies);

  /** The connection is gone; called once for each session that was handed to {@link #handle}. */
  default void closed(RespSession session) {}
}
