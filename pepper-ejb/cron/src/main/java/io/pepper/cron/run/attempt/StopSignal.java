package io.pepper.cron.run.attempt;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The request to end an attempt, made by any thread at any time. An attempt that has not begun by
 * then never begins. The first reason given stays. A process gets TERM and, after its grace, KILL;
 * other targets are let go of at once.
 */
public final class StopSignal {
  private final CompletableFuture<String> requested = new CompletableFuture<>();
  private final CompletableFuture<String> forced = new CompletableFuture<>();

  /**
   * @param why one line for people, such as who asked
   */
  public void request(String why) {
    requested.complete(why);
  }

  /** Requests the end without grace, also after an earlier request whose grace has not passed. */
  public void force(String why) {
    forced.complete(why);
    requested.complete(why);
  }

  /**
   * Waits for a request.
   *
   * @return whether there was one; also if the waiting thread was interrupted
   */
  public boolean await(Duration limit) {
    try {
      requested.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a request cannot fail", e);
    }
  }

  public boolean isRequested() {
    return requested.isDone();
  }

  public boolean isForced() {
    return forced.isDone();
  }

  /** Completes with the reason, when asked for in either way. */
  CompletableFuture<String> requested() {
    return requested;
  }

  CompletableFuture<String> forced() {
    return forced;
  }
}
