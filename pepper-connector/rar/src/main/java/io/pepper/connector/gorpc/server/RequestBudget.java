package io.pepper.connector.gorpc.server;

import io.pepper.gob.read.GobBudget;
import java.util.concurrent.atomic.AtomicLong;

/** The bytes of requests that all connections may hold together. Safe for any number of threads. */
final class RequestBudget implements GobBudget {
  private final long limit;
  private final AtomicLong used = new AtomicLong();

  RequestBudget(long limit) {
    this.limit = limit;
  }

  @Override
  public boolean acquire(long bytes) {
    if (used.addAndGet(bytes) <= limit) {
      return true;
    }
    used.addAndGet(-bytes);
    return false;
  }

  @Override
  public void release(long bytes) {
    used.addAndGet(-bytes);
  }

  long used() {
    return used.get();
  }
}
