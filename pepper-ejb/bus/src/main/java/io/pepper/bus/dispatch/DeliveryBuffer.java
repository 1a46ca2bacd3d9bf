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
  private DeliveryTarget target;
  private int workers;
  private IntSupplier capacity = () -> Integer.MAX_VALUE;
  private BatchRule batches;
  private int busy;
  private int starting;
  private int lowWater;
  private boolean open;
  private boolean roomAwaited;
  private boolean storeHasMore;

  DeliveryBuffer(Wakeup loop) {
    this.loop = loop;
  }

  /**
   * Changes the limits.
   *
   * @param target says how many workers there are at most, and how many jobs they get
   * @param capacity workers that are of use to the consumer, at least 1; read each time
   */
  void resize(DeliveryTarget target, IntSupplier capacity) {
    locked(() -> {
      this.target = target;
      this.workers = target.definition().workers();
      this.batches = target.batchRule();
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
      int batch = batches.limit();
      int ahead = prefetch.jobsAhead(useful, batches);
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
   * Adds the jobs of a fetch.
   *
   * @param more whether the store has more of them
   * @return as {@link #add} does
   */
  int addFetched(List<HeldJob> jobs, boolean more) {
    lock.lock();
    try {
      storeHasMore = more;
      return add(jobs);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Adds jobs.
   *
   * @return how many workers to start for them; they are counted as busy already
   */
  int add(List<HeldJob> jobs) {
    lock.lock();
    try {
      waiting.addAll(jobs);
      int wanted = open ? batches.deliveries(waiting.size()) : 0;
      int started = Math.clamp(usefulWorkers() - (long) busy, 0, wanted);
      busy += started;
      starting += started;
      return started;
    } finally {
      lock.unlock();
    }
  }

  /** Removes the jobs of the first delivery of a started worker, as {@link #next} does. */
  List<HeldJob> first() {
    lock.lock();
    try {
      starting--;
      return next();
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
      int useful = usefulWorkers();
      if (!open || waiting.isEmpty() || busy > useful) {
        busy--;
        wakeLoop();
        return List.of();
      }
      List<HeldJob> load = poll(loadSize(useful));
      if (waiting.size() <= lowWater) {
        wakeLoop();
      }
      return load;
    } finally {
      lock.unlock();
    }
  }

  private int loadSize(int useful) {
    int sharers = batches.adaptive() ? target.sharers(useful) : useful;
    return batches.next(waiting.size(), sharers, sharers - busy + starting, storeHasMore);
  }

  /** Uncounts workers that {@link #add} counted and that were not started. */
  void notStarted(int count) {
    locked(() -> {
      busy -= count;
      starting -= count;
    });
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

  /** Records the time of a delivery, the number of its jobs and their mean size. */
  void observe(long nanos, int jobs, long bytes) {
    prefetch.observe(nanos, jobs, bytes);
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

  BatchRule batches() {
    lock.lock();
    try {
      return batches;
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
