package io.pepper.bus.dispatch;

import io.pepper.store.JobStore.Held;
import java.util.List;

/**
 * One delivery under way. Whoever settles it first decides about its jobs: the worker, or a stop
 * that no longer waits for it.
 */
final class RunningDelivery {
  private final List<Held> load;
  private final Thread worker;
  private final DeliveryTarget target;
  private boolean begun;
  private boolean waitsForNone;
  private boolean settled;
  private boolean aborted;

  RunningDelivery(List<Held> load, Thread worker, DeliveryTarget target) {
    this.load = load;
    this.worker = worker;
    this.target = target;
  }

  DeliveryTarget target() {
    return target;
  }

  List<Held> load() {
    return load;
  }

  /**
   * Ends the time in which the worker may be interrupted: an interrupt must never reach a thread
   * that is writing to the store, it would close its file.
   *
   * @return true for the first caller only
   */
  synchronized boolean settle() {
    if (settled) {
      return false;
    }
    settled = true;
    if (Thread.currentThread() == worker) {
      Thread.interrupted();
    }
    return true;
  }

  /** The consumer is sent the jobs now. */
  synchronized void begin() {
    begun = true;
  }

  /** One request has ended, another may have to wait for a consumer that is free. */
  synchronized void another() {
    begun = false;
    if (waitsForNone) {
      abort();
    }
  }

  /** Breaks the delivery off if it waits for a consumer that is free, or as soon as it would. */
  synchronized void abortUnlessBegun() {
    waitsForNone = true;
    if (!begun) {
      abort();
    }
  }

  /** Breaks the exchange off; the consumer may go on without us. */
  synchronized void abort() {
    if (!settled) {
      aborted = true;
      worker.interrupt();
    }
  }

  synchronized boolean isAborted() {
    return aborted;
  }
}
