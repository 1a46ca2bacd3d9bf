package io.pepper.store.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.pepper.store.NotPermittedException;
import io.pepper.store.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for Redis and says what went wrong in the port's words. */
final class RedisReplies {
  private RedisReplies() {}

  /**
   * @throws StoreUnavailableException if there is no good answer in time
   */
  static <T> T await(Future<T> future, Duration deadline) {
    try {
      return future.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw unavailable(e.getCause());
    } catch (TimeoutException e) {
      future.cancel(false);
      throw new StoreUnavailableException("Redis did not answer within " + deadline, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("Interrupted while waiting for Redis", e);
    }
  }

  static StoreUnavailableException unavailable(Throwable cause) {
    Throwable root = cause instanceof CompletionException e ? e.getCause() : cause;
    if (root instanceof StoreUnavailableException known) {
      return known;
    }
    String text = root.getMessage();
    if (isRefusal(root) && text != null && text.startsWith("NOPERM")) {
      return notPermitted(text, root);
    }
    String kind = isRefusal(root) ? "Redis refused: " : "Redis cannot be reached: ";
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

  /** A replica that was the master a moment ago: the address leads to another server by now. */
  static void replaceIfWrongServer(RedisConnection<?> line, Throwable failure) {
    String text = failure.getMessage();
    if (isRefusal(failure) && text != null && text.startsWith("READONLY")) {
      line.replace();
    }
  }

  private static boolean isRefusal(Throwable failure) {
    return failure instanceof RedisRefusal || failure instanceof RedisCommandExecutionException;
  }
}
