package io.pepper.connector.resp.server;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Closes connections whose client let a deadline pass. One thread looks at all of them: a blocking
 * read needs no timer, and a blocking write has none.
 */
final class DeadlineMonitor {
  private static final System.Logger LOG = System.getLogger(DeadlineMonitor.class.getName());
  private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(1);
  private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

  private final Collection<RespConnection> connections;
  private final long pause;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * @param shortest the shortest time limit there is; a quarter of it is how late we may be
   */
  DeadlineMonitor(Collection<RespConnection> connections, Duration shortest) {
    this.connections = connections;
    pause = Math.clamp(shortest.toNanos() / 4, SHORTEST_PAUSE, LONGEST_PAUSE);
  }

  void start() {
    Thread.ofPlatform().daemon().name("pepper-resp-watch").start(this::watch);
  }

  void stop() {
    stopped.countDown();
  }

  private void watch() {
    try {
      while (!stopped.await(pause, TimeUnit.NANOSECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody interrupts this thread but a stopping server
    }
  }

  private void look() {
    long now = System.nanoTime();
    try {
      connections.forEach(connection -> connection.expireIfDue(now));
    } catch (RuntimeException | OutOfMemoryError e) { // the next look may well succeed
      LOG.log(Level.ERROR, "could not look at the connections' deadlines", e);
    }
  }
}
