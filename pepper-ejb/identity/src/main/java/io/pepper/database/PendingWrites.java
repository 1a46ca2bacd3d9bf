package io.pepper.database;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** The entries that wait to be written, in the order of their arrival, one for each key. */
final class PendingWrites<T> {
  private final WriteBehindLimits limits;
  private final Entries<T> entries;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Object, T> byKey = new LinkedHashMap<>();
  private long bytes;
  private long added;
  private long done;
  private boolean closed;

  PendingWrites(WriteBehindLimits limits, Entries<T> entries) {
    this.limits = limits;
    this.entries = entries;
  }

  /** Returns false if there is no room. */
  boolean add(T entry) {
    Object key = entries.key(entry);
    lock.lock();
    try {
      T before = byKey.get(key);
      if (closed || before == null && byKey.size() >= limits.waiting()) {
        return false;
      }
      put(key, before, before == null ? entry : entries.merged(before, entry));
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void put(Object key, T before, T entry) {
    long room = limits.waitingBytes() - bytes + (before == null ? 0 : entries.size(before));
    T kept = entries.size(entry) <= room ? entry : entries.brief(entry);
    bytes = limits.waitingBytes() - room + entries.size(kept);
    byKey.put(key, kept);
    if (before == null) {
      added++;
    }
    // Whoever gathers looks again when there is something, and when there is much.
    if (byKey.size() == 1 || isMuch()) {
      changed.signalAll();
    }
  }

  private boolean isMuch() {
    return byKey.size() >= limits.hurry() || bytes >= limits.batchBytes();
  }

  /** Waits for the next batch, which is empty only when this is closed and nothing waits. */
  List<T> nextBatch() throws InterruptedException {
    lock.lock();
    try {
      while (byKey.isEmpty() && !closed) {
        changed.await();
      }
      awaitUntil(limits.gather(), () -> closed || isMuch());
      return next();
    } finally {
      lock.unlock();
    }
  }

  private List<T> next() {
    List<T> batch = new ArrayList<>();
    long size = 0;
    Iterator<T> oldest = byKey.values().iterator();
    while (oldest.hasNext() && batch.size() < limits.batch() && size < limits.batchBytes()) {
      T entry = oldest.next();
      oldest.remove();
      batch.add(entry);
      size += entries.size(entry);
    }
    bytes -= size;
    return batch;
  }

  void done(int count) {
    lock.lock();
    try {
      done += count;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean settle(Duration limit) {
    lock.lock();
    try {
      long until = added;
      return awaitUntil(limit, () -> done >= until);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for that long or until this is closed, and returns whether it is. */
  boolean closedWithin(Duration pause) throws InterruptedException {
    lock.lock();
    try {
      return awaitUntil(pause, () -> closed);
    } finally {
      lock.unlock();
    }
  }

  private boolean awaitUntil(Duration limit, BooleanSupplier condition)
      throws InterruptedException {
    long left = limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (left <= 0) {
        return false;
      }
      left = changed.awaitNanos(left);
    }
    return true;
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
