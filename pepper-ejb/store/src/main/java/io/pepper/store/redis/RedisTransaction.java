package io.pepper.store.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ArrayOutput;
import io.lettuce.core.protocol.CommandType;
import io.netty.buffer.ByteBuf;
import io.pepper.store.redis.connection.CallbackCommand;
import io.pepper.store.redis.connection.RedisErrorException;
import io.pepper.store.redis.connection.RespArguments;
import java.util.ArrayList;
import java.util.List;

/**
 * Additions to several keys as one command, which Redis carries out wholly or not at all. It is a
 * script: a {@code MULTI} would be several commands, and a connection may break between them. The
 * script checks the types of all keys first, because Redis does not undo a script that fails
 * (docs/adr/0070-transactions-are-one-write.md).
 */
final class RedisTransaction extends CallbackCommand<List<Object>> {
  private static final byte[] SCRIPT =
      """
      local kinds = {LPUSH = 'list', ZADD = 'zset'}
      local at = 1
      for i = 1, #KEYS do
        local kind = redis.call('TYPE', KEYS[i])['ok']
        if kind ~= 'none' and kind ~= kinds[ARGV[at]] then
          return redis.error_reply('WRONGTYPE ' .. KEYS[i] .. ' is a ' .. kind)
        end
        at = at + 2 + tonumber(ARGV[at + 1])
      end
      local replies = {}
      at = 1
      for i = 1, #KEYS do
        local command, last = ARGV[at], at + 1 + tonumber(ARGV[at + 1])
        at = at + 2
        while at <= last do
          local to = math.min(at + 999, last)
          replies[i] = redis.call(command, KEYS[i], unpack(ARGV, at, to))
          at = to + 1
        end
      end
      return replies
      """
          .getBytes(US_ASCII);

  private final List<RedisWrite.Part> parts;

  /**
   * Creates a transaction.
   *
   * @param parts LPUSH and ZADD, at most one for each key, all in one slot of a cluster
   */
  RedisTransaction(List<RedisWrite.Part> parts, Runnable onReply) {
    super(
        CommandType.EVAL,
        new ArrayOutput<>(ByteArrayCodec.INSTANCE),
        keys(parts.getFirst().key()),
        onReply);
    this.parts = parts;
  }

  /** Returns one number per part. */
  List<Long> replies() {
    return getOutput().get().stream().map(Long.class::cast).toList();
  }

  @Override
  public void encode(ByteBuf buffer) {
    int words = 3;
    List<byte[]> arguments = new ArrayList<>(3 * parts.size());
    for (RedisWrite.Part part : parts) {
      words += 3 + part.count();
      arguments.add(RespArguments.bulk(part.type().toString()));
      arguments.add(RespArguments.bulk(Integer.toString(part.count())));
      arguments.add(part.values());
    }
    buffer.writeBytes(("*" + words + "\r\n").getBytes(US_ASCII));
    buffer.writeBytes(RespArguments.bulk("EVAL"));
    buffer.writeBytes(RespArguments.bulk(SCRIPT));
    buffer.writeBytes(RespArguments.bulk(Integer.toString(parts.size())));
    parts.forEach(part -> buffer.writeBytes(RespArguments.bulk(part.key())));
    arguments.forEach(buffer::writeBytes);
  }

  @Override
  protected Throwable objection() {
    List<Object> all = getOutput().get();
    return all == null
            || all.size() != parts.size()
            || !all.stream().allMatch(Long.class::isInstance)
        ? new RedisErrorException("an answer that is not a list of numbers")
        : null;
  }
}
