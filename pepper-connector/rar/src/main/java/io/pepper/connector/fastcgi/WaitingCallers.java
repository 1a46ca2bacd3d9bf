package io.pepper.connector.fastcgi;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Callers in line for a connection, first come, first served. All of it under the pool's lock. */
final class WaitingCallers {
  private final Deque<Caller> line = new ArrayDeque<>();
  private final Lock lock;
  private final LongSupplier nanoTime;
  private volatile int count;

  WaitingCallers(Lock lock, LongSupplier nanoTime) {
    this.lock = lock;
    this.nanoTime = nanoTime;
  }

  /** How many wait; without the lock. */
  int count() {
    return count;
  }

  /**
   * Gives the lock back while it waits.
   *
   * @param until nanoTime
   * @param first whether it was first in line already, and what it was called for was of no use
   * @return a connection; null if the caller should look again, or if the time is up
   * @throws FastCgiException if waiting became pointless
   */
  Connection await(long until, boolean first) throws InterruptedException {
    Caller self = new Caller(lock.newCondition());
    if (first) {
      line.addFirst(self);
    } else {
      line.addLast(self);
    }
    count = line.size();
    try {
      long left = until - nanoTime.getAsLong();
      while (left > 0 && !self.called) {
        left = self.condition.awaitNanos(left);
      }
      return self.outcome();
    } catch (InterruptedException e) {
      if (self.given == null) {
        throw e;
      }
      // Handed over in the same moment: it must not get lost, the interrupt neither.
      Thread.currentThread().interrupt();
      return self.given;
    } finally {
      line.remove(self);
      count = line.size();
    }
  }

  /** Hands the connection to the first in line; false if nobody waits. */
  boolean handOn(Connection connection) {
    Caller first = line.pollFirst();
    if (first == null) {
      return false;
    }
    first.given = connection;
    first.call();
    return true;
  }

  /** Lets the first in line look again. */
  void callFirst() {
    Caller first = line.pollFirst();
    if (first != null) {
      first.call();
    }
  }

  /** Tells all in line that waiting is pointless. */
  void failAll(Supplier<FastCgiException> failure) {
    for (Caller each = line.pollFirst(); each != null; each = line.pollFirst()) {
      each.failure = failure.get();
      each.call();
    }
  }

  private static final class Caller {
    private final Condition condition;
    private Connection given;
    private FastCgiException failure;
    private boolean called;

    Caller(Condition condition) {
      this.condition = condition;
    }

    void call() {
      called = true;
      condition.signal();
    }

    Connection outcome() {
      if (failure != null) {
        throw failure;
      }
      return given;
    }
  }
}
