package io.pepper.cron.run;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One attempt under way: what it is about, and what bounds it. Waited for by one thread. */
final class Execution {
  /** What {@link #await} waited for, and what came first. */
  enum Wake {
    DONE,
    STOPPED,
    TIMED_OUT
  }

  private static final Duration LONGEST = Duration.ofDays(3650);

  private final Attempt attempt;
  private final Duration timeout;
  private final Duration grace;
  private final RunOutput output;
  private final Stop stop;
  private final long began = System.nanoTime();

  Execution(Attempt attempt, Duration timeout, Duration grace, RunOutput output, Stop stop) {
    this.attempt = attempt;
    this.timeout = timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
    this.grace = grace.compareTo(LONGEST) > 0 ? LONGEST : grace;
    this.output = output;
    this.stop = stop;
  }

  Attempt attempt() {
    return attempt;
  }

  Duration grace() {
    return grace;
  }

  RunOutput output() {
    return output;
  }

  Stop stop() {
    return stop;
  }

  /** What is left of the time limit; zero or less if nothing is. */
  Duration left() {
    return timeout.minusNanos(System.nanoTime() - began);
  }

  /**
   * Waits until it is done, in whatever way, until somebody asks for the end, or until the time is
   * up. An interrupt of this thread counts as being asked; it is there again afterwards.
   */
  Wake await(CompletableFuture<?> done) {
    CompletableFuture<?> either = CompletableFuture.anyOf(done, stop.requested());
    try {
      either.get(Math.max(0, left().toNanos()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return done.isDone() ? Wake.DONE : Wake.TIMED_OUT;
    } catch (ExecutionException e) {
      return Wake.DONE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop.force("interrupted, Pepper stops");
      return Wake.STOPPED;
    }
    return done.isDone() ? Wake.DONE : Wake.STOPPED;
  }

  Ending timedOut() {
    return Ending.failed("timed out after " + timeout);
  }

  Ending stopped() {
    return Ending.killed(stop.requested().join());
  }

  /** How it ended, if not by itself. */
  Ending cutShort(Wake wake) {
    return wake == Wake.STOPPED ? stopped() : timedOut();
  }
}
