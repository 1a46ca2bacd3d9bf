package io.pepper.store.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.protocol.CommandType;
import io.netty.buffer.ByteBuf;
import io.pepper.store.redis.connection.CallbackCommand;
import io.pepper.store.redis.connection.RedisErrorException;
import io.pepper.store.redis.connection.RespArguments;
import java.util.ArrayList;
import java.util.List;

/**
 * A command with a number as its reply. Its values are sent as the callers encoded them, copied
 * once each.
 */
final class WriteCommand extends CallbackCommand<Long> {
  private final byte[] key;
  private final List<byte[]> values = new ArrayList<>();
  private int count;
  private int bytes;

  /**
   * Creates a command without values.
   *
   * @param onReply runs once, on the event loop or on the thread where the command failed
   */
  WriteCommand(CommandType type, byte[] key, Runnable onReply) {
    super(type, new IntegerOutput<>(ByteArrayCodec.INSTANCE), keys(key), onReply);
    this.key = key;
  }

  /**
   * Adds values.
   *
   * @param encoded bulk strings
   * @param number the number of values
   */
  void add(byte[] encoded, int number) {
    values.add(encoded);
    count += number;
    bytes += encoded.length;
  }

  byte[] key() {
    return key;
  }

  /** Returns the number of values. */
  int count() {
    return count;
  }

  long reply() {
    return getOutput().get();
  }

  @Override
  public void encode(ByteBuf buffer) {
    byte[] head = RespArguments.head(getType().toString(), key, count);
    buffer.ensureWritable(head.length + bytes);
    buffer.writeBytes(head);
    for (byte[] value : values) {
      buffer.writeBytes(value);
    }
  }

  @Override
  protected Throwable objection() {
    return getOutput().get() == null
        ? new RedisErrorException("an answer that is not a number")
        : null;
  }
}
