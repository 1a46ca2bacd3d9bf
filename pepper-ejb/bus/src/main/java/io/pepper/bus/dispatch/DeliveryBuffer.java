package io.pepper.bus.dispatch;

import io.pepper.store.JobStore.Held;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/**
 * Where taken jobs wait for a worker, and where workers are counted. A worker lives as long as it
 * finds jobs here; an idle topic has none. Safe for any number of threads.
 */
final class DeliveryBuffer {
  private static final int MOST_AT_ONCE = 1000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Held> waiting = new ArrayDeque<>();
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
   * @param workers how many are wished for
   * @param capacity how many are of use to the consumer, at least 1; asked each time
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

  /** Lets workers fetch. */
  void open() {
    locked(() -> open = true);
  }

  /** No worker gets another job from now on. */
  void close() {
    locked(() -> open = false);
  }

  /**
   * How many jobs to take from the store now; 0 means that the loop is woken when there is room.
   */
  int room() {
    lock.lock();
    try {
      int useful = usefulWorkers();
      int ahead = prefetch.jobsAhead(useful, batch);
      int free = Math.max(0, useful - busy) * batch;
      int room = Math.min(free, Prefetch.MOST_JOBS * batch) + ahead - waiting.size();
      lowWater = ahead / 2;
      roomAwaited = room <= 0 || free == 0 && waiting.size() > lowWater;
      return roomAwaited ? 0 : Math.min(room, MOST_AT_ONCE);
    } finally {
      lock.unlock();
    }
  }

  /**
   * @return how many workers to start for them; they are counted as busy already
   */
  int add(List<Held> jobs) {
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
   * The next delivery for a worker.
   *
   * @return up to a batch; empty: the worker ends and is no longer counted
   */
  List<Held> next() {
    lock.lock();
    try {
      if (!open || waiting.isEmpty() || busy > usefulWorkers()) {
        busy--;
        wakeLoop();
        return List.of();
      }
      List<Held> load = take(Math.min(batch, waiting.size()));
      if (waiting.size() <= lowWater) {
        wakeLoop();
      }
      return load;
    } finally {
      lock.unlock();
    }
  }

  /** So many of the workers that {@link #add} counted do not come. */
  void notStarted(int count) {
    locked(() -> busy -= count);
    loop.changed();
  }

  private List<Held> take(int count) {
    if (count == 1) {
      return List.of(waiting.poll());
    }
    List<Held> load = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      load.add(waiting.poll());
    }
    return load;
  }

  private void wakeLoop() {
    if (roomAwaited) {
      roomAwaited = false;
      loop.changed();
    }
  }

  void observe(long nanos, long bytes) {
    prefetch.observe(nanos, bytes);
  }

  /** Takes back everything that no worker has, oldest first. */
  List<Held> clear() {
    lock.lock();
    try {
      List<Held> all = List.copyOf(waiting);
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
