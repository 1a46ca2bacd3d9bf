package io.pepper.bus.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Whether the consumer is there. Closed at first; a good ping opens it; a consumer that turns a job
 * away closes it again. The pause before the next ping doubles until a delivery reaches the
 * consumer: a good ping alone does not reset it, or a consumer that answers pings but refuses jobs
 * would be asked without a pause. Safe for any number of threads.
 */
final class ConsumerCircuitBreaker {
  private final Clock clock;
  private final Duration firstPause;
  private final Duration longestPause;
  private volatile boolean open;
  private volatile boolean reached = true;
  private String reason = "not pinged yet";
  private int refusedTooOften;
  private Duration pause;
  private Instant nextPing;

  ConsumerCircuitBreaker(Clock clock, DispatchSettings settings) {
    this.clock = clock;
    this.firstPause = settings.firstPause();
    this.longestPause = settings.longestPause();
    reset();
  }

  /** Another consumer: closed, and pinged at once. */
  synchronized void reset() {
    open = false;
    reason = "not pinged yet";
    pause = firstPause;
    refusedTooOften = 0;
    nextPing = clock.instant();
  }

  boolean isOpen() {
    return open;
  }

  synchronized void open() {
    open = true;
    reached = false;
    reason = "";
  }

  /** A delivery got through, whatever became of it. */
  void reached() {
    if (!reached) {
      reached = true;
      resetPause();
    }
  }

  private synchronized void resetPause() {
    pause = firstPause;
    refusedTooOften = 0;
  }

  /**
   * The consumer answered that it does not know the topic, or does not take a job: closed until a
   * ping has told. The ping goes out at once if deliveries got through until now, so that a single
   * job holds nothing up.
   *
   * @return whether it was open until now
   */
  synchronized boolean refused(String why) {
    if (!open || !reached) {
      return close(why);
    }
    open = false;
    reason = why;
    nextPing = clock.instant();
    return true;
  }

  /**
   * The same for a job that pings have not helped: it is put behind the others, so that they may
   * show whether they pass. Closed when the next one fares no better.
   *
   * @return whether it was open until now and is closed
   */
  synchronized boolean refusedTooOften(String why) {
    reached = false;
    return ++refusedTooOften > 1 && close(why);
  }

  /**
   * @return whether it was open until now
   */
  synchronized boolean close(String why) {
    boolean was = open;
    if (was || !clock.instant().isBefore(nextPing)) {
      nextPing = clock.instant().plus(jittered(pause));
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(longestPause) > 0 ? longestPause : doubled;
    }
    open = false;
    reason = why;
    return was;
  }

  /** Topics of one consumer must not all come back in the same instant. */
  private static Duration jittered(Duration pause) {
    return pause.plusNanos(
        (long) (pause.toNanos() * 0.1 * ThreadLocalRandom.current().nextDouble()));
  }

  /** Never further away than the longest pause, even when the clock was set back. */
  synchronized Optional<Instant> nextPing() {
    if (open) {
      return Optional.empty();
    }
    Instant latest = clock.instant().plus(longestPause.plus(longestPause.dividedBy(10)));
    if (nextPing.isAfter(latest)) {
      nextPing = latest;
    }
    return Optional.of(nextPing);
  }

  synchronized String reason() {
    return reason;
  }
}
