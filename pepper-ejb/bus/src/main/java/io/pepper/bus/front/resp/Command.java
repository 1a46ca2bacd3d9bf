package io.pepper.bus.front.resp;

import io.pepper.connector.resp.RespCommand;
import java.util.Optional;

/**
 * One Redis command. Each implementation is a CDI bean with a {@link CommandSpec}; all connections
 * share it, and it keeps no state.
 */
public interface Command {
  /**
   * Starts the command's work; name, arity and login have been checked. All commands of a batch are
   * started before the first reply is written, so that their pushes share one write.
   *
   * @return writes exactly one reply; may wait
   */
  CommandReply execute(ClientState client, RespCommand command);

  /**
   * Checks a command that is about to be queued in a transaction, as far as possible before its
   * turn; name, arity and login have been checked. Changes nothing.
   *
   * @return the error reply that refuses the whole transaction; empty if there is none
   */
  default Optional<String> objection(ClientState client, RespCommand command) {
    return Optional.empty();
  }

  /**
   * Returns whether the start of the command may wait, or takes long; otherwise it is started on
   * the thread of many connections. Its {@link CommandReply#done} says when the reply can be
   * written without waiting.
   */
  default boolean mayWait(ClientState client, RespCommand command) {
    return true;
  }
}
