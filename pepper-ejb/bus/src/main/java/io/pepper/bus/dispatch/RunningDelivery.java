package io.pepper.bus.dispatch;

import io.pepper.store.HeldJob;
import java.util.List;

/**
 * One delivery under way. The first to settle it decides about its jobs: the worker, or a stop that
 * no longer waits for it. Safe for any number of threads.
 */
final class RunningDelivery {
  private final List<HeldJob> load;
  private final Thread worker;
  private final DeliveryTarget target;
  private boolean started;
  private boolean abortsWhileWaiting;
  private boolean settled;
  private boolean aborted;

  RunningDelivery(List<HeldJob> load, Thread worker, DeliveryTarget target) {
    this.load = load;
    this.worker = worker;
    this.target = target;
  }

  DeliveryTarget target() {
    return target;
  }

  List<HeldJob> load() {
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

  /** Marks that the consumer is sent the jobs now. */
  synchronized void requestStarted() {
    started = true;
  }

  /** Marks that one request has ended and the next may have to wait for a free consumer. */
  synchronized void betweenRequests() {
    started = false;
    if (abortsWhileWaiting) {
      abort();
    }
  }

  /** Aborts the delivery if it waits for a free consumer, or as soon as it would. */
  synchronized void abortWhileWaiting() {
    abortsWhileWaiting = true;
    if (!started) {
      abort();
    }
  }

  /** Interrupts the exchange; the consumer may finish its work all the same. */
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
