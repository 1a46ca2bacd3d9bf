package io.pepper.cron.run.attempt;

import io.pepper.cron.run.output.RunOutput;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One attempt under way: what it is about, and what bounds it. Waited for by one thread. */
public final class Execution {
  /** What {@link #await} waited for, and what came first. */
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

  /** What is left of the time limit; zero or less if nothing is. */
  public Duration left() {
    return timeout.minusNanos(System.nanoTime() - startedNanos);
  }

  /**
   * Waits until it is done, in whatever way, until somebody asks for the end, or until the time is
   * up. An interrupt of this thread counts as being asked; it is there again afterwards.
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

  /** How it ended, if not by itself. */
  public AttemptResult cutShort(WaitResult wake) {
    return wake == WaitResult.STOPPED ? stopped() : timedOut();
  }
}
