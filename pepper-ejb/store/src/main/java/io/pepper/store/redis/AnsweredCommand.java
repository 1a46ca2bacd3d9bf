package io.pepper.store.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;

/**
 * A command that nobody waits for by itself: it says when it has an answer or has failed, so that
 * whoever waits for many is woken once.
 */
abstract class AnsweredCommand<T> extends Command<byte[], byte[], T> {
  private final Runnable onReply;
  private volatile Throwable failure;

  /**
   * @param keys from which a cluster knows the node
   * @param onReply runs once, on the event loop or wherever the command failed
   */
  AnsweredCommand(
      CommandType type,
      CommandOutput<byte[], byte[], T> output,
      CommandArgs<byte[], byte[]> keys,
      Runnable onReply) {
    super(type, output, keys);
    this.onReply = onReply;
  }

  static CommandArgs<byte[], byte[]> keys(byte[]... keys) {
    CommandArgs<byte[], byte[]> args = new CommandArgs<>(ByteArrayCodec.INSTANCE);
    for (byte[] key : keys) {
      args.addKey(key);
    }
    return args;
  }

  /** Why it failed, or null. */
  final Throwable failure() {
    return failure;
  }

  /** What is wrong with an answer that is no error, or null. */
  Throwable objection() {
    return null;
  }

  @Override
  public final void complete() {
    if (isDone()) {
      return;
    }
    super.complete();
    failure = getOutput().hasError() ? new RedisRefusal(getOutput().getError()) : objection();
    onReply.run();
  }

  @Override
  public final boolean completeExceptionally(Throwable cause) {
    if (isDone()) {
      return false;
    }
    failure = cause;
    super.completeExceptionally(cause);
    onReply.run();
    return true;
  }

  @Override
  public final void cancel() {
    completeExceptionally(new RedisRefusal("the connection was closed"));
  }
}
