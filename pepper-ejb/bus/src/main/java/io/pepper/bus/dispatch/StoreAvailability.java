package io.pepper.bus.dispatch;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Says once that the store went away and once that it is back, however many topics notice. */
final class StoreAvailability {
  private static final System.Logger LOG = System.getLogger(Dispatch.class.getName());
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final int DOUBLINGS = 5;

  private final AtomicBoolean known = new AtomicBoolean();

  void began(Throwable why) {
    if (known.compareAndSet(false, true)) {
      LOG.log(
          Level.WARNING,
          "the job store is not available, delivery waits for it: {0}",
          why.getMessage());
    }
  }

  void over() {
    if (known.get() && known.compareAndSet(true, false)) {
      LOG.log(Level.INFO, "the job store is back, delivery goes on");
    }
  }

  /** 100 ms, doubling to 3.2 s. */
  static long pauseNanos(int failures) {
    return FIRST_PAUSE.toNanos() << Math.min(failures - 1, DOUBLINGS);
  }
}
