package io.pepper.store;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory that writes may take while they wait for the store. Safe for any number of threads.
 */
public final class WriteRoom {
  private static final int MAX_BYTES = 64 << 20;

  private final Semaphore room = new Semaphore(MAX_BYTES);
  private final long maxWaitMillis;

  /**
   * @param deadline of a write; a quarter of it is the longest wait for room
   */
  public WriteRoom(Duration deadline) {
    maxWaitMillis = deadline.toMillis() / 4;
  }

  /**
   * Takes room for a write; a write of more than 64 MiB takes all of it. Waits only if there is
   * none.
   *
   * @return false if there was none in time, or the thread was interrupted
   */
  public boolean enter(int bytes) {
    int taken = Math.min(bytes, MAX_BYTES);
    try {
      return room.tryAcquire(taken) || room.tryAcquire(taken, maxWaitMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Gives back what a write took. */
  public void leave(int bytes) {
    room.release(Math.min(bytes, MAX_BYTES));
  }

  /** Returns whether so little waits that the next writes, up to some mebibytes, need not wait. */
  public boolean isPlentiful() {
    return room.availablePermits() > MAX_BYTES / 2;
  }
}
