package io.pepper.connector.fastcgi.pool;

import java.util.Collection;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * The thread that maintains all pools. Unix sockets know no read timeout, so it closes connections
 * that have passed their limit. The price on the hot path is one atomic write. The thread runs only
 * while there are pools.
 */
final class PoolMaintenance {
  private static final long ASKING_NANOS = 2_000_000;
  private static final long BUSY_NANOS = 20_000_000;
  private static final long QUIET_NANOS = 500_000_000;
  private static final System.Logger LOG = System.getLogger(PoolMaintenance.class.getName());

  private final Collection<AddressPool> pools;
  private final LongSupplier nanoTime;
  private volatile Thread thread;

  /**
   * @param pools a concurrent view; the watch removes those that are no longer used
   */
  PoolMaintenance(Collection<AddressPool> pools, LongSupplier nanoTime) {
    this.pools = pools;
    this.nanoTime = nanoTime;
  }

  private synchronized void ensureRunning() {
    if (thread == null) {
      thread = Thread.ofPlatform().daemon().name("pepper-fastcgi-maintenance").start(this::run);
    }
  }

  /** Makes the next round come soon, because there is something to watch again. */
  void wake() {
    Thread running = thread;
    if (running == null) {
      ensureRunning();
    } else {
      LockSupport.unpark(running);
    }
  }

  private void run() {
    try {
      while (!endsWithoutPools()) {
        long pause = QUIET_NANOS;
        for (AddressPool each : pools) {
          tick(each);
          pause = Math.min(pause, pauseFor(each));
        }
        LockSupport.parkNanos(pause);
      }
    } finally {
      ended();
    }
  }

  /**
   * Takes note that the thread has ended; the next caller that waits for a child starts it again.
   */
  private synchronized void ended() {
    if (thread == Thread.currentThread()) {
      thread = null;
    }
  }

  private static long pauseFor(AddressPool pool) {
    if (pool.isAsking()) {
      return ASKING_NANOS;
    }
    return pool.openConnections() > 0 ? BUSY_NANOS : QUIET_NANOS;
  }

  private void tick(AddressPool pool) {
    long now = nanoTime.getAsLong();
    try {
      pool.tick(now);
      if (pool.retire(now)) {
        pools.remove(pool);
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      // Edge of the thread: time limits of all other pools depend on it going on.
      LOG.log(System.Logger.Level.ERROR, "looking after a FastCGI pool", e);
    }
  }

  private synchronized boolean endsWithoutPools() {
    if (!pools.isEmpty()) {
      return false;
    }
    thread = null;
    return true;
  }
}
