package io.pepper.cron.run.attempt;

import io.pepper.cron.run.output.RunOutput;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An attempt under way, with its time limit and its stop signal. One thread waits for it. */
public final class Execution {
  /** The result of {@link #await}: what came first. */
  public enum WaitResult {
    DONE,
    STOPPED,
    TIMED_OUT
  }

  private static final Duration MAX_TIMEOUT = Duration.ofDays(3650);

  private final RunAttempt attempt;
  private final Duration timeout;
  private final Duration grace;
  private final RunOutput output;
  private final StopSignal stop;
  private final long startedNanos = System.nanoTime();

  public Execution(
      RunAttempt attempt, Duration timeout, Duration grace, RunOutput output, StopSignal stop) {
    this.attempt = attempt;
    this.timeout = timeout.compareTo(MAX_TIMEOUT) > 0 ? MAX_TIMEOUT : timeout;
    this.grace = grace.compareTo(MAX_TIMEOUT) > 0 ? MAX_TIMEOUT : grace;
    this.output = output;
    this.stop = stop;
  }

  public RunAttempt attempt() {
    return attempt;
  }

  public Duration grace() {
    return grace;
  }

  public RunOutput output() {
    return output;
  }

  public StopSignal stop() {
    return stop;
  }

  /** Returns the rest of the time limit; zero or less if the time is up. */
  public Duration left() {
    return timeout.minusNanos(System.nanoTime() - startedNanos);
  }

  /**
   * Waits until the future is done in any way, a stop is requested, or the time is up. An interrupt
   * of this thread counts as a forced stop; the interrupt status stays set.
   */
  public WaitResult await(CompletableFuture<?> done) {
    CompletableFuture<?> either = CompletableFuture.anyOf(done, stop.requested());
    try {
      either.get(Math.max(0, left().toNanos()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return done.isDone() ? WaitResult.DONE : WaitResult.TIMED_OUT;
    } catch (ExecutionException e) {
      return WaitResult.DONE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop.force("interrupted, Pepper stops");
      return WaitResult.STOPPED;
    }
    return done.isDone() ? WaitResult.DONE : WaitResult.STOPPED;
  }

  public AttemptResult timedOut() {
    return AttemptResult.failed("timed out after " + timeout);
  }

  public AttemptResult stopped() {
    return AttemptResult.killed(stop.requested().join());
  }

  /** Returns the result of an attempt that was stopped or timed out. */
  public AttemptResult cutShort(WaitResult wake) {
    return wake == WaitResult.STOPPED ? stopped() : timedOut();
  }
}
