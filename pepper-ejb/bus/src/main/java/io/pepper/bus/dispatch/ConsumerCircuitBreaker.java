package io.pepper.bus.dispatch;

import io.pepper.concurrent.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The availability of a consumer. It is unavailable at first; a successful ping makes it available,
 * and a delivery that does not reach it or is refused makes it unavailable again. The pause before
 * the next ping doubles until a delivery reaches the consumer. A successful ping alone does not
 * reset it: a consumer that answers pings but refuses jobs would be pinged without a pause. Safe
 * for any number of threads.
 */
final class ConsumerCircuitBreaker {
  private final Clock clock;
  private final Backoff backoff;
  private volatile boolean available;
  private volatile boolean reached = true;
  private String reason = "not pinged yet";
  private int refusedTooOften;
  private Duration pause;
  private Instant nextPing;

  ConsumerCircuitBreaker(Clock clock, DispatchSettings settings) {
    this.clock = clock;
    this.backoff = new Backoff(settings.initialPingPause(), settings.maxPingPause());
    reset();
  }

  /** Starts anew for another consumer: unavailable, and to be pinged at once. */
  synchronized void reset() {
    available = false;
    reason = "not pinged yet";
    pause = backoff.first();
    refusedTooOften = 0;
    nextPing = clock.instant();
  }

  boolean isAvailable() {
    return available;
  }

  synchronized void markAvailable() {
    available = true;
    reached = false;
    reason = "";
  }

  /** Records that a delivery reached the consumer, whatever its outcome. */
  void reached() {
    if (!reached) {
      reached = true;
      resetPause();
    }
  }

  private synchronized void resetPause() {
    pause = backoff.first();
    refusedTooOften = 0;
  }

  /**
   * Records that the consumer does not know the topic, or does not accept a job: it is unavailable
   * until a ping succeeds. The ping is due at once if deliveries reached the consumer until now, so
   * that a single job holds nothing up.
   *
   * @return whether it was available until now
   */
  synchronized boolean refused(String why) {
    if (!available || !reached) {
      return markUnavailable(why);
    }
    available = false;
    reason = why;
    nextPing = clock.instant();
    return true;
  }

  /**
   * Records a refusal that successful pings have not ended: the job is put behind the others, which
   * show whether they are accepted. The consumer is unavailable when the next one is refused, too.
   *
   * @return whether it was available until now and is no longer
   */
  synchronized boolean refusedTooOften(String why) {
    reached = false;
    return ++refusedTooOften > 1 && markUnavailable(why);
  }

  /**
   * Makes the consumer unavailable and sets the time of the next ping.
   *
   * @return whether it was available until now
   */
  synchronized boolean markUnavailable(String why) {
    boolean was = available;
    if (was || !clock.instant().isBefore(nextPing)) {
      nextPing = clock.instant().plus(jittered(pause));
      pause = backoff.after(pause);
    }
    available = false;
    reason = why;
    return was;
  }

  /** Returns the pause, up to 10 % longer, so that topics of one consumer spread. */
  private static Duration jittered(Duration pause) {
    return pause.plusNanos(
        (long) (pause.toNanos() * 0.1 * ThreadLocalRandom.current().nextDouble()));
  }

  /**
   * Returns the time of the next ping, at most the largest pause away, even when the clock was set
   * back; empty while the consumer is available.
   */
  synchronized Optional<Instant> nextPing() {
    if (available) {
      return Optional.empty();
    }
    Duration longest = backoff.longest();
    Instant latest = clock.instant().plus(longest.plus(longest.dividedBy(10)));
    if (nextPing.isAfter(latest)) {
      nextPing = latest;
    }
    return Optional.of(nextPing);
  }

  synchronized String reason() {
    return reason;
  }
}
