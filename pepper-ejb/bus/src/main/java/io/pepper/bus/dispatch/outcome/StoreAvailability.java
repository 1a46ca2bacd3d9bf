package io.pepper.bus.dispatch.outcome;

import io.pepper.concurrent.Backoff;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The log of the store's outages: one line when it becomes unavailable and one when it is back,
 * however many topics notice. Safe for any number of threads.
 */
public final class StoreAvailability {
  private static final System.Logger LOG = System.getLogger(StoreAvailability.class.getName());
  private static final Backoff RETRY = new Backoff(Duration.ofMillis(100), Duration.ofMillis(3200));

  private final AtomicBoolean unavailable = new AtomicBoolean();

  /** Logs the outage if it is new. */
  public void reportUnavailable(Throwable why) {
    if (unavailable.compareAndSet(false, true)) {
      LOG.log(
          Level.WARNING,
          "the job store is not available, delivery waits for it: {0}",
          why.getMessage());
    }
  }

  /** Logs the end of an outage, if there was one. */
  public void reportAvailable() {
    if (unavailable.get() && unavailable.compareAndSet(true, false)) {
      LOG.log(Level.INFO, "the job store is back, delivery goes on");
    }
  }

  /**
   * Returns the pause before another try: 100 ms, doubling to 3.2 s.
   *
   * @param failures in a row, at least 1
   */
  public static long pauseNanos(int failures) {
    return RETRY.afterFailures(failures).toNanos();
  }
}
