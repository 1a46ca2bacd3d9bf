package io.pepper.store.redis.connection;

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

/** Commands whose caller waits for the reply, at most for the timeout. For any thread. */
public final class RedisCalls {
  private final RedisConnection<StatefulConnection<byte[], byte[]>> connection;
  private final Duration timeout;

  public RedisCalls(
      RedisConnection<StatefulConnection<byte[], byte[]>> connection, Duration timeout) {
    this.connection = connection;
    this.timeout = timeout;
  }

  /**
   * Sends a command and waits for its reply.
   *
   * @throws StoreUnavailableException if there is no successful reply in time
   */
  public <T> T call(Function<RedisClusterAsyncCommands<byte[], byte[]>, Future<T>> command) {
    return await(send(command));
  }

  /** Sends a command without waiting, so that several share one round trip. */
  public <T> Future<T> send(
      Function<RedisClusterAsyncCommands<byte[], byte[]>, Future<T>> command) {
    try {
      return command.apply(commands(connection.connection()));
    } catch (RedisException e) {
      throw RedisReplies.unavailable(e);
    }
  }

  /**
   * Waits for a reply.
   *
   * @throws StoreUnavailableException if there is no successful reply in time
   */
  public <T> T await(Future<T> future) {
    try {
      return RedisReplies.await(future, timeout);
    } catch (StoreUnavailableException e) {
      if (e.getCause() instanceof TimeoutException) {
        connection.replace();
      } else if (e.getCause() != null) {
        RedisReplies.replaceIfWrongServer(connection, e.getCause());
      }
      throw e;
    }
  }

  /**
   * Moves entries from one list's tail to another's head, all in one round trip.
   *
   * @return the moved entries, in the order they were moved
   */
  public List<byte[]> move(byte[] from, byte[] to, int max) {
    if (max < 1) {
      return List.of();
    }
    ListMoves moves = new ListMoves(from, to, max);
    try {
      connection.send(moves.commands());
    } catch (RedisException e) {
      throw RedisReplies.unavailable(e);
    }
    return await(moves.moved());
  }

  private static RedisClusterAsyncCommands<byte[], byte[]> commands(
      StatefulConnection<byte[], byte[]> current) {
    return current instanceof StatefulRedisClusterConnection<byte[], byte[]> cluster
        ? cluster.async()
        : ((StatefulRedisConnection<byte[], byte[]>) current).async();
  }
}
