package io.pepper.store.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ByteArrayOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.pepper.store.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Commands whose caller waits for the answer, at most for the deadline. */
final class RedisCalls {
  private final RedisLine<StatefulConnection<byte[], byte[]>> line;
  private final Duration deadline;

  RedisCalls(RedisLine<StatefulConnection<byte[], byte[]>> line, Duration deadline) {
    this.line = line;
    this.deadline = deadline;
  }

  /**
   * @throws StoreUnavailableException if there is no good answer in time
   */
  <T> T call(Function<RedisClusterAsyncCommands<byte[], byte[]>, Future<T>> command) {
    return await(send(command));
  }

  /** Sends without waiting, so that several commands share one round trip. */
  <T> Future<T> send(Function<RedisClusterAsyncCommands<byte[], byte[]>, Future<T>> command) {
    try {
      return command.apply(commands(line.connection()));
    } catch (RedisException e) {
      throw Answers.unavailable(e);
    }
  }

  <T> T await(Future<T> future) {
    try {
      return Answers.await(future, deadline);
    } catch (StoreUnavailableException e) {
      if (e.getCause() instanceof TimeoutException) {
        line.replace();
      } else if (e.getCause() != null) {
        Answers.replaceIfWrongServer(line, e.getCause());
      }
      throw e;
    }
  }

  /**
   * Moves entries from one list's tail to another's head, all in one round trip.
   *
   * @return what was moved, in the order it was moved
   */
  List<byte[]> move(byte[] from, byte[] to, int max) {
    List<AsyncCommand<byte[], byte[], byte[]>> moves = new ArrayList<>(max);
    for (int i = 0; i < max; i++) {
      CommandArgs<byte[], byte[]> args =
          new CommandArgs<>(ByteArrayCodec.INSTANCE).addKey(from).addKey(to);
      moves.add(
          new AsyncCommand<>(
              new Command<>(
                  CommandType.RPOPLPUSH, new ByteArrayOutput<>(ByteArrayCodec.INSTANCE), args)));
    }
    try {
      line.send(moves);
    } catch (RedisException e) {
      throw Answers.unavailable(e);
    }
    List<byte[]> moved = new ArrayList<>(max);
    for (AsyncCommand<byte[], byte[], byte[]> move : moves) {
      byte[] entry = await(move);
      if (entry != null) {
        moved.add(entry);
      }
    }
    return moved;
  }

  private static RedisClusterAsyncCommands<byte[], byte[]> commands(
      StatefulConnection<byte[], byte[]> connection) {
    return connection instanceof StatefulRedisClusterConnection<byte[], byte[]> cluster
        ? cluster.async()
        : ((StatefulRedisConnection<byte[], byte[]>) connection).async();
  }
}
