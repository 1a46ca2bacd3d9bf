package io.pepper.store.redis.connection;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;

/**
 * A command with a callback that runs when it has a reply or has failed, so that a caller that
 * waits for many commands is woken once.
 */
public abstract class CallbackCommand<T> extends Command<byte[], byte[], T> {
  private final Runnable onReply;
  private volatile Throwable failure;

  /**
   * Creates a command.
   *
   * @param keys the keys by which a cluster chooses the node
   * @param onReply runs once, on the event loop or on the thread where the command failed
   */
  protected CallbackCommand(
      CommandType type,
      CommandOutput<byte[], byte[], T> output,
      CommandArgs<byte[], byte[]> keys,
      Runnable onReply) {
    super(type, output, keys);
    this.onReply = onReply;
  }

  /** Returns arguments with the keys of a command. */
  public static CommandArgs<byte[], byte[]> keys(byte[]... keys) {
    CommandArgs<byte[], byte[]> args = new CommandArgs<>(ByteArrayCodec.INSTANCE);
    for (byte[] key : keys) {
      args.addKey(key);
    }
    return args;
  }

  /** Returns why the command failed; null if it has not. */
  public final Throwable failure() {
    return failure;
  }

  /** Checks a reply that is no error; returns what is wrong with it, or null. */
  protected Throwable objection() {
    return null;
  }

  @Override
  public final void complete() {
    if (isDone()) {
      return;
    }
    super.complete();
    failure =
        getOutput().hasError() ? new RedisErrorException(getOutput().getError()) : objection();
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
    completeExceptionally(new RedisErrorException("the connection was closed"));
  }
}
