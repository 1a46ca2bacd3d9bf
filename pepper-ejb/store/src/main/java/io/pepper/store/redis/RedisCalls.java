package io.pepper.store.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.pepper.store.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Commands whose caller waits for the answer, at most for the deadline. */
final class RedisCalls {
  private final RedisConnection<StatefulConnection<byte[], byte[]>> line;
  private final Duration deadline;

  RedisCalls(RedisConnection<StatefulConnection<byte[], byte[]>> line, Duration deadline) {
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
      throw RedisReplies.unavailable(e);
    }
  }

  <T> T await(Future<T> future) {
    try {
      return RedisReplies.await(future, deadline);
    } catch (StoreUnavailableException e) {
      if (e.getCause() instanceof TimeoutException) {
        line.replace();
      } else if (e.getCause() != null) {
        RedisReplies.replaceIfWrongServer(line, e.getCause());
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
    if (max < 1) {
      return List.of();
    }
    ListMoves moves = new ListMoves(from, to, max);
    try {
      line.send(moves.commands());
    } catch (RedisException e) {
      throw RedisReplies.unavailable(e);
    }
    return await(moves.moved());
  }

  private static RedisClusterAsyncCommands<byte[], byte[]> commands(
      StatefulConnection<byte[], byte[]> connection) {
    return connection instanceof StatefulRedisClusterConnection<byte[], byte[]> cluster
        ? cluster.async()
        : ((StatefulRedisConnection<byte[], byte[]>) connection).async();
  }
}
