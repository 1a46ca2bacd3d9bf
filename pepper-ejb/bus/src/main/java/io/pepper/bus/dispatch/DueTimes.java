package io.pepper.bus.dispatch;

import io.pepper.job.TopicId;
import io.pepper.store.JobStore;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * The due time of a topic's next scheduled job, and its promotion to ready. Known times come from
 * this node's own writes; the store is read now and then for those of other nodes. {@link #add} is
 * for any thread, the rest for the loop.
 */
final class DueTimes {
  private static final long NEVER = Long.MAX_VALUE;
  private static final int MAX_PROMOTED = 1000;

  /** The least time between two promotions: under many retries jobs are promoted together. */
  private static final long PROMOTE_INTERVAL_NANOS = 5_000_000;

  /** The pause when jobs are due and none became ready: another node promotes them. */
  private static final long OTHER_NODE_NANOS = 50_000_000;

  private final JobStore store;
  private final TopicId topic;
  private final Clock clock;
  private long nextMillis = NEVER;
  private long notBefore = System.nanoTime();

  DueTimes(JobStore store, TopicId topic, Clock clock) {
    this.store = store;
    this.topic = topic;
    this.clock = clock;
  }

  /**
   * Adds the due time of a job that the store has: a time added earlier could be lost by a read
   * from a store that does not know the job yet.
   *
   * @return whether the job is due before all others known
   */
  synchronized boolean add(Instant due) {
    if (due.toEpochMilli() >= nextMillis) {
      return false;
    }
    nextMillis = due.toEpochMilli();
    return true;
  }

  /** Reads the next due time from the store, for jobs that other nodes scheduled. */
  void refresh() {
    store.nextDue(topic).ifPresent(this::add);
  }

  /** Replaces the known time by the one in the store. */
  private void reload() {
    synchronized (this) {
      nextMillis = NEVER;
    }
    refresh();
  }

  /**
   * Makes ready what is due.
   *
   * @return whether anything became ready
   */
  boolean promote() {
    if (nanosLeft() > 0) {
      return false;
    }
    int promoted = store.promoteDue(topic, clock.instant(), MAX_PROMOTED);
    if (promoted == 0) {
      reload();
    }
    boolean otherNodePromotes = promoted == 0 && nextMillis() <= clock.millis();
    notBefore = System.nanoTime() + (otherNodePromotes ? OTHER_NODE_NANOS : PROMOTE_INTERVAL_NANOS);
    return promoted > 0;
  }

  /** Returns the time until there is something to promote; Long.MAX_VALUE if never. */
  long nanosLeft() {
    long due = nextMillis();
    if (due == NEVER) {
      return NEVER;
    }
    long interval = notBefore - System.nanoTime();
    // Not a product: it would overflow for a job that is due in 300 years.
    long wait = TimeUnit.MILLISECONDS.toNanos(due - clock.millis());
    return Math.max(0, Math.max(wait, interval));
  }

  private synchronized long nextMillis() {
    return nextMillis;
  }
}
