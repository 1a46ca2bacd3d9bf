package io.pepper.store.redis.connection;

import io.lettuce.core.RedisCommandExecutionException;
import io.pepper.store.NotPermittedException;
import io.pepper.store.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The wait for replies of Redis, and the translation of failures to the port's exceptions. */
public final class RedisReplies {
  private RedisReplies() {}

  /**
   * Waits for a reply.
   *
   * @throws StoreUnavailableException if there is no successful reply in time
   */
  static <T> T await(Future<T> future, Duration timeout) {
    try {
      return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw unavailable(e.getCause());
    } catch (TimeoutException e) {
      future.cancel(false);
      throw new StoreUnavailableException("Redis did not answer within " + timeout, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("Interrupted while waiting for Redis", e);
    }
  }

  /** Translates a failure of a command or a connection. */
  public static StoreUnavailableException unavailable(Throwable cause) {
    Throwable root = cause instanceof CompletionException e ? e.getCause() : cause;
    if (root instanceof StoreUnavailableException known) {
      return known;
    }
    String text = root.getMessage();
    if (isErrorReply(root) && text != null && text.startsWith("NOPERM")) {
      return notPermitted(text, root);
    }
    String kind = isErrorReply(root) ? "Redis refused: " : "Redis cannot be reached: ";
    return new StoreUnavailableException(kind + text, root);
  }

  private static NotPermittedException notPermitted(String text, Throwable cause) {
    String remedy =
        text.contains("'eval'")
            ? "transactions for more than one topic are scripts: permit the user of pepper.store"
                + " +eval, +type, +lpush and +zadd in Redis' ACL"
            : "permit it to the user of pepper.store in Redis' ACL";
    return new NotPermittedException("Redis refused: " + text + "; " + remedy, cause);
  }

  /** Replaces a connection to a replica that was the master: its address has another server now. */
  public static void replaceIfWrongServer(RedisConnection<?> connection, Throwable failure) {
    String text = failure.getMessage();
    if (isErrorReply(failure) && text != null && text.startsWith("READONLY")) {
      connection.replace();
    }
  }

  private static boolean isErrorReply(Throwable failure) {
    return failure instanceof RedisErrorException
        || failure instanceof RedisCommandExecutionException;
  }
}
