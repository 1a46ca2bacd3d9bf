package io.pepper.bus.front.resp.push;

import io.pepper.bus.accept.Enqueuer.Push;
import io.pepper.bus.front.resp.CommandReply;
import io.pepper.connector.resp.RespReplies;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * The reply to a push that is under way.
 *
 * @param success writes the reply when everything is stored
 */
record PushedReply(Push push, BiConsumer<Push, RespReplies> success) implements CommandReply {
  @Override
  public CompletableFuture<?> done() {
    return push.stored();
  }

  @Override
  public void write(RespReplies replies) {
    Optional<String> failure = PushExecutor.failure(push);
    failure.ifPresentOrElse(replies::error, () -> success.accept(push, replies));
  }
}
