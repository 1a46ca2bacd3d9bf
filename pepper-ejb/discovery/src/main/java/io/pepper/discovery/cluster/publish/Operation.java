package io.pepper.discovery.cluster.publish;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A change that is wanted. Its plan is made when its turn comes, and again when another node was
 * faster. State is guarded by the view's lock.
 */
public final class Operation<T> {
  private final Supplier<ChangePlan<T>> planning;
  private final boolean canBeHeld;
  private final CompletableFuture<T> done = new CompletableFuture<>();
  private ChangePlan<T> plan;

  /**
   * @param planning called locked; what it throws is thrown to the caller that wants the change
   * @param canBeHeld whether it holds on this node when the cluster is out of reach, or fails
   */
  public Operation(Supplier<ChangePlan<T>> planning, boolean canBeHeld) {
    this.planning = planning;
    this.canBeHeld = canBeHeld;
  }

  /** Creates one that is done already. */
  static Operation<Void> nothing() {
    Operation<Void> none = new Operation<>(() -> null, false);
    none.done.complete(null);
    return none;
  }

  boolean canBeHeld() {
    return canBeHeld;
  }

  boolean isDone() {
    return done.isDone();
  }

  /**
   * Makes the plan, or fails the operation with what planning throws.
   *
   * @return whether there is a plan
   */
  boolean makePlan() {
    try {
      plan = planning.get();
      return true;
    } catch (RuntimeException e) {
      // Edge: what one operation's planning throws is its caller's answer; others go on.
      fail(e);
      return false;
    }
  }

  /** Drops the plan of an operation that was not made, to have it planned again. */
  void dropPlan() {
    plan = null;
  }

  /** Returns the plan; null until the operation's turn has come. */
  ChangePlan<T> plan() {
    return plan;
  }

  void succeed() {
    done.complete(plan.result());
  }

  void fail(RuntimeException why) {
    done.completeExceptionally(why);
  }

  /**
   * Waits for the result.
   *
   * @throws TimeoutException if that is not known yet
   */
  T await(Duration patience) throws TimeoutException, InterruptedException {
    try {
      return done.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw rethrown(e);
    }
  }

  T join() {
    try {
      return done.join();
    } catch (CompletionException e) {
      throw rethrown(e);
    }
  }

  private static RuntimeException rethrown(Exception failure) {
    return failure.getCause() instanceof RuntimeException known
        ? known
        : new IllegalStateException(failure.getCause());
  }

  public CompletableFuture<T> done() {
    return done;
  }
}
