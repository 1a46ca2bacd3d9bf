package io.pepper.bus.front;

import io.pepper.connector.resp.RespCommand;
import java.util.Optional;

/**
 * One Redis command. Each implementation is a CDI bean with a {@link CommandSpec}; it is shared by
 * all connections and keeps no state.
 */
interface Command {
  /**
   * Starts the command's work; name, arity and login have been checked. Called for all commands of
   * a batch before the first answer is written, so that their stores share one write.
   *
   * @return writes exactly one reply; may wait
   */
  CommandReply execute(ClientState client, RespCommand command);

  /**
   * Checks a command that is about to be queued in a transaction, as far as that can be told before
   * its turn; name, arity and login have been checked. Changes nothing.
   *
   * @return the error reply with which the whole transaction is refused
   */
  default Optional<String> objection(ClientState client, RespCommand command) {
    return Optional.empty();
  }
}
