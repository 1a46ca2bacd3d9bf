package io.pepper.bus.dispatch;

import io.pepper.job.TopicId;
import io.pepper.store.JobStore;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Knows when a topic's next scheduled job is due and makes it ready then. Known times come from
 * this node's own writes; the store is asked now and then for those of other nodes. {@link #add} is
 * for any thread, the rest for the loop.
 */
final class DueTimes {
  private static final long NEVER = Long.MAX_VALUE;
  private static final int CHUNK = 1000;

  /** Under many retries: promote what has gathered, not each job by itself. */
  private static final long GATHER_NANOS = 5_000_000;

  /** Jobs are due and none became ready: another node is at it. */
  private static final long LET_OTHERS_NANOS = 50_000_000;

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
   * A job was scheduled. Call it when the store has it: a time added earlier could be forgotten by
   * a reading before the store knows the job.
   *
   * @return whether it is due before all others known
   */
  synchronized boolean add(Instant due) {
    if (due.toEpochMilli() >= nextMillis) {
      return false;
    }
    nextMillis = due.toEpochMilli();
    return true;
  }

  /** Learns of times that other nodes wrote. */
  void look() {
    store.nextDue(topic).ifPresent(this::add);
  }

  /** Forgets the known time for the one in the store. */
  private void ask() {
    synchronized (this) {
      nextMillis = NEVER;
    }
    look();
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
    int promoted = store.promoteDue(topic, clock.instant(), CHUNK);
    if (promoted == 0) {
      ask();
    }
    boolean othersAtIt = promoted == 0 && nextMillis() <= clock.millis();
    notBefore = System.nanoTime() + (othersAtIt ? LET_OTHERS_NANOS : GATHER_NANOS);
    return promoted > 0;
  }

  /** How long to sleep until there is something to promote. */
  long nanosLeft() {
    long due = nextMillis();
    if (due == NEVER) {
      return NEVER;
    }
    long gather = notBefore - System.nanoTime();
    // Not a product: it would overflow for a job that is due in 300 years.
    long wait = TimeUnit.MILLISECONDS.toNanos(due - clock.millis());
    return Math.max(0, Math.max(wait, gather));
  }

  private synchronized long nextMillis() {
    return nextMillis;
  }
}
