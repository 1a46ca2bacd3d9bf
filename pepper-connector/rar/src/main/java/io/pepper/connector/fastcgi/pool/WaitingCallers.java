package io.pepper.connector.fastcgi.pool;

import io.pepper.connector.fastcgi.FastCgiException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Callers in line for a connection, first come, first served. All of it under the pool's lock, but
 * {@link #count} and {@link #await}.
 */
final class WaitingCallers {
  private final Deque<WaitingCaller> line = new ArrayDeque<>();
  private final Lock lock;
  private final LongSupplier nanoTime;
  private volatile int count;

  WaitingCallers(Lock lock, LongSupplier nanoTime) {
    this.lock = lock;
    this.nanoTime = nanoTime;
  }

  /** Returns the number of callers that wait, without the lock. */
  int count() {
    return count;
  }

  /**
   * Puts the current thread in line; {@link #await} is the next thing it does.
   *
   * @param first whether it was first in line already, and what it was called for was of no use
   */
  WaitingCaller join(ExchangeAttempt attempt, boolean first) {
    WaitingCaller self = new WaitingCaller(attempt);
    if (first) {
      line.addFirst(self);
    } else {
      line.addLast(self);
    }
    count = line.size();
    return self;
  }

  /**
   * Blocks until the caller is called; without the lock. The thread's interrupt stays set until it
   * has left the line: the thread that is about to send its request in its place checks it.
   *
   * @param until nanoTime
   * @return a connection, on which the request may have been sent; null if the caller should look
   *     again, or if the time is up
   * @throws FastCgiException if waiting became pointless
   */
  FastCgiConnection await(WaitingCaller self, long until) throws InterruptedException {
    while (!self.isCalled()) {
      long left = until - nanoTime.getAsLong();
      if (left > 0 && !Thread.currentThread().isInterrupted()) {
        LockSupport.parkNanos(self, left);
      } else if (leave(self)) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        return null;
      } else {
        // Taken out of the line by a thread that calls it within microseconds: what it is given
        // must not get lost.
        Thread.yield();
      }
    }
    return self.outcome();
  }

  private boolean leave(WaitingCaller self) {
    lock.lock();
    try {
      boolean stood = line.remove(self);
      count = line.size();
      return stood;
    } finally {
      lock.unlock();
    }
  }

  /** Removes and returns the first in line, who must be called; null if no caller waits. */
  WaitingCaller pollFirst() {
    WaitingCaller first = line.pollFirst();
    count = line.size();
    return first;
  }

  /** Lets the first in line try again. */
  void callFirst() {
    WaitingCaller first = pollFirst();
    if (first != null) {
      first.call();
    }
  }

  /** Fails all in line: waiting is pointless. */
  void failAll(Supplier<FastCgiException> failure) {
    for (WaitingCaller each = pollFirst(); each != null; each = pollFirst()) {
      each.fail(failure.get());
    }
  }
}
