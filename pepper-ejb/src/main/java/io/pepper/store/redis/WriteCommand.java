package io.pepper.store.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * A command with a number as its reply, whose values are on the wire as they were encoded by the
 * callers: one copy each, whatever their number.
 */
final class WriteCommand extends Command<byte[], byte[], Long> {
  private final byte[] key;
  private final List<byte[]> values = new ArrayList<>();
  private final Runnable onReply;
  private int count;
  private int bytes;
  private volatile Throwable failure;

  /**
   * @param onReply runs once, on the event loop or wherever the command failed
   */
  WriteCommand(CommandType type, byte[] key, Runnable onReply) {
    super(
        type,
        new IntegerOutput<>(ByteArrayCodec.INSTANCE),
        new CommandArgs<>(ByteArrayCodec.INSTANCE).addKey(key));
    this.key = key;
    this.onReply = onReply;
  }

  /**
   * @param encoded bulk strings
   * @param number how many they are
   */
  void add(byte[] encoded, int number) {
    values.add(encoded);
    count += number;
    bytes += encoded.length;
  }

  byte[] key() {
    return key;
  }

  /** How many values it carries. */
  int count() {
    return count;
  }

  /** Why it failed, or null. */
  Throwable failure() {
    return failure;
  }

  long reply() {
    return getOutput().get();
  }

  @Override
  public void encode(ByteBuf buffer) {
    byte[] head = Resp.head(getType().toString(), key, count);
    buffer.ensureWritable(head.length + bytes);
    buffer.writeBytes(head);
    for (byte[] value : values) {
      buffer.writeBytes(value);
    }
  }

  @Override
  public void complete() {
    if (isDone()) {
      return;
    }
    super.complete();
    if (getOutput().hasError()) {
      failure = new RedisRefusal(getOutput().getError());
    } else if (getOutput().get() == null) {
      failure = new RedisRefusal("an answer that is not a number");
    }
    onReply.run();
  }

  @Override
  public boolean completeExceptionally(Throwable cause) {
    if (isDone()) {
      return false;
    }
    failure = cause;
    super.completeExceptionally(cause);
    onReply.run();
    return true;
  }

  @Override
  public void cancel() {
    completeExceptionally(new RedisRefusal("the connection was closed"));
  }
}
