package io.pepper.connector.resp.server;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The monitor that closes connections whose client let a deadline pass. One thread checks all of
 * them: a blocking read needs no timer, and a blocking write has none.
 */
final class DeadlineMonitor {
  private static final System.Logger LOG = System.getLogger(DeadlineMonitor.class.getName());
  private static final long MAX_INTERVAL = TimeUnit.SECONDS.toNanos(1);
  private static final long MIN_INTERVAL = TimeUnit.MILLISECONDS.toNanos(20);

  private final Collection<RespConnection> connections;
  private final long pause;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * @param shortest the shortest time limit there is; a quarter of it is how late we may be
   */
  DeadlineMonitor(Collection<RespConnection> connections, Duration shortest) {
    this.connections = connections;
    pause = Math.clamp(shortest.toNanos() / 4, MIN_INTERVAL, MAX_INTERVAL);
  }

  void start() {
    Thread.ofPlatform().daemon().name("pepper-resp-deadlines").start(this::run);
  }

  void stop() {
    stopped.countDown();
  }

  private void run() {
    try {
      while (!stopped.await(pause, TimeUnit.NANOSECONDS)) {
        closeOverdue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody interrupts this thread but a stopping server
    }
  }

  private void closeOverdue() {
    long now = System.nanoTime();
    try {
      connections.forEach(connection -> connection.expireIfDue(now));
    } catch (RuntimeException | OutOfMemoryError e) {
      // Edge: without this thread no deadline would be kept; the next check may well succeed.
      LOG.log(Level.ERROR, "could not look at the connections' deadlines", e);
    }
  }
}
