package io.pepper.connector.gorpc.server;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The thread that closes connections whose clients took too long. One serves all of them. */
final class GorpcDeadlines {
  private static final System.Logger LOG = System.getLogger(GorpcDeadlines.class.getName());
  private static final long MAX_INTERVAL = TimeUnit.SECONDS.toNanos(1);

  private final Collection<GorpcConnection> connections;
  private final long pause;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * @param shortest the shortest time limit there is; a quarter of it is how late one may be kept
   */
  GorpcDeadlines(Collection<GorpcConnection> connections, Duration shortest) {
    this.connections = connections;
    pause = Math.min(MAX_INTERVAL, shortest.toNanos() / 4);
  }

  void start() {
    Thread.ofPlatform().daemon().name("pepper-gorpc-deadlines").start(this::run);
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
      Thread.currentThread().interrupt();
    }
  }

  private void closeOverdue() {
    long now = System.nanoTime();
    try {
      connections.forEach(connection -> connection.closeIfOverdue(now));
    } catch (RuntimeException e) {
      // Edge: without this thread no deadline would be kept; the next check may well succeed.
      LOG.log(Level.ERROR, "could not check the deadlines of gorpc clients", e);
    }
  }
}
