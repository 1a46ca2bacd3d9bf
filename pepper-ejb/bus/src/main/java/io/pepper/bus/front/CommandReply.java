package io.pepper.bus.front;

import io.pepper.connector.resp.RespReplies;
import java.util.Optional;

/** The reply of one command, written when its turn comes. */
@FunctionalInterface
interface CommandReply {
  CommandReply OK = replies -> replies.simple("OK");

  void write(RespReplies replies);

  /** What is wrong, if that is known already and nothing was accepted. */
  default Optional<String> failure() {
    return Optional.empty();
  }

  static CommandReply error(String text) {
    return new Failure(text, replies -> replies.error(text));
  }

  /** A reply that says that nothing was accepted, in whatever form. */
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
