package io.pepper.bus.front.resp;

import io.pepper.connector.resp.RespCommand;
import io.pepper.connector.resp.RespReplies;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The reply of one command, written when its turn comes. */
@FunctionalInterface
public interface CommandReply {
  CommandReply OK = replies -> replies.simple("OK");

  /** Writes exactly one reply; may wait for the store. */
  void write(RespReplies replies);

  /** Returns what {@link #write} waits for; null if it does not wait. */
  default CompletableFuture<?> done() {
    return null;
  }

  /** Returns the problem if it is known before the reply is written and nothing was accepted. */
  default Optional<String> failure() {
    return Optional.empty();
  }

  /** Returns a RESP error that says that nothing was accepted. */
  static CommandReply error(String text) {
    return new Failure(text, replies -> replies.error(text));
  }

  /** Returns the text of the error for a wrong number of arguments. */
  static String arityProblem(RespCommand command) {
    return "ERR wrong number of arguments for '" + command.nameAsTyped() + "' command";
  }

  /** A reply of any form that says that nothing was accepted. */
  record Failure(String problem, CommandReply form) implements CommandReply {
    @Override
    public void write(RespReplies replies) {
      form.write(replies);
    }

    @Override
    public Optional<String> failure() {
      return Optional.of(problem);
    }
  }
}
