package io.pepper.bus.dispatch;

import io.pepper.store.HeldJob;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/**
 * The fetched jobs that wait for a worker, and the number of workers. A worker lives as long as it
 * finds jobs here; an idle topic has none. Safe for any number of threads.
 */
final class DeliveryBuffer {
  private static final int MAX_FETCH = 1000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<HeldJob> waiting = new ArrayDeque<>();
  private final Prefetch prefetch = new Prefetch();
  private final Wakeup loop;
  private int workers;
  private IntSupplier capacity = () -> Integer.MAX_VALUE;
  private int batch;
  private int busy;
  private int lowWater;
  private boolean open;
  private boolean roomAwaited;

  DeliveryBuffer(Wakeup loop) {
    this.loop = loop;
  }

  /**
   * Changes the limits.
   *
   * @param workers workers at most
   * @param batch jobs of one delivery at most
   * @param capacity workers that are of use to the consumer, at least 1; read each time
   */
  void resize(int workers, int batch, IntSupplier capacity) {
    locked(() -> {
      this.workers = workers;
      this.batch = batch;
      this.capacity = capacity;
    });
  }

  private int usefulWorkers() {
    return Math.min(workers, capacity.getAsInt());
  }

  /** Lets workers poll. */
  void open() {
    locked(() -> open = true);
  }

  /** Keeps workers from getting another job. */
  void close() {
    locked(() -> open = false);
  }

  /**
   * Returns how many jobs to fetch from the store now; after 0 the loop is woken when there is
   * room.
   */
  int room() {
    lock.lock();
    try {
      int useful = usefulWorkers();
      int ahead = prefetch.jobsAhead(useful, batch);
      int free = Math.max(0, useful - busy) * batch;
      int room = Math.min(free, Prefetch.MAX_JOBS * batch) + ahead - waiting.size();
      lowWater = ahead / 2;
      roomAwaited = room <= 0 || free == 0 && waiting.size() > lowWater;
      return roomAwaited ? 0 : Math.min(room, MAX_FETCH);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Adds fetched jobs.
   *
   * @return how many workers to start for them; they are counted as busy already
   */
  int add(List<HeldJob> jobs) {
    lock.lock();
    try {
      waiting.addAll(jobs);
      int wanted = open ? Math.ceilDiv(waiting.size(), batch) : 0;
      int started = Math.clamp(usefulWorkers() - (long) busy, 0, wanted);
      busy += started;
      return started;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Removes the jobs of the next delivery for a worker.
   *
   * @return up to a batch; empty: the worker ends and is no longer counted
   */
  List<HeldJob> next() {
    lock.lock();
    try {
      if (!open || waiting.isEmpty() || busy > usefulWorkers()) {
        busy--;
        wakeLoop();
        return List.of();
      }
      List<HeldJob> load = poll(Math.min(batch, waiting.size()));
      if (waiting.size() <= lowWater) {
        wakeLoop();
      }
      return load;
    } finally {
      lock.unlock();
    }
  }

  /** Uncounts workers that {@link #add} counted and that were not started. */
  void notStarted(int count) {
    locked(() -> busy -= count);
    loop.signalChange();
  }

  private List<HeldJob> poll(int count) {
    if (count == 1) {
      return List.of(waiting.poll());
    }
    List<HeldJob> load = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      load.add(waiting.poll());
    }
    return load;
  }

  private void wakeLoop() {
    if (roomAwaited) {
      roomAwaited = false;
      loop.signalChange();
    }
  }

  /** Records the time of a delivery and the mean size of its jobs. */
  void observe(long nanos, long bytes) {
    prefetch.observe(nanos, bytes);
  }

  /** Removes all jobs that no worker has; returns them oldest first. */
  List<HeldJob> drain() {
    lock.lock();
    try {
      List<HeldJob> all = List.copyOf(waiting);
      waiting.clear();
      return all;
    } finally {
      lock.unlock();
    }
  }

  int batch() {
    lock.lock();
    try {
      return batch;
    } finally {
      lock.unlock();
    }
  }

  int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  int busy() {
    lock.lock();
    try {
      return busy;
    } finally {
      lock.unlock();
    }
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
  }
}
