package io.pepper.launcher.training;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The number of requests that a consumer has had. Safe for any number of threads. */
final class Arrivals {
  private final AtomicInteger count = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition counted = lock.newCondition();

  void add() {
    count.incrementAndGet();
    if (lock.tryLock()) {
      try {
        counted.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Waits for a number of requests.
   *
   * @throws IllegalStateException if they do not come in time
   */
  void await(int wanted, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    lock.lock();
    try {
      while (count.get() < wanted) {
        if (System.nanoTime() - end > 0) {
          throw new IllegalStateException("only " + count + " of " + wanted + " requests came");
        }
        counted.await(100, TimeUnit.MILLISECONDS);
      }
    } finally {
      lock.unlock();
    }
  }
}
