package io.pepper.bus.dispatch;

import io.pepper.bus.dispatch.outcome.StoreAvailability;
import io.pepper.job.TopicId;
import io.pepper.store.JobStore;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The periodic work of a topic's loop: recovers the jobs of dead nodes, and polls the store for
 * jobs whose signal was lost. No signal of a store that is not shared can be lost, so an idle topic
 * polls it less and less often: thousands of idle topics must not keep a processor busy. For the
 * loop.
 */
final class RecoverySweep {
  /** With the spread at least 15 s, in which all live nodes send a heartbeat. */
  private static final Duration AFTER_OUTAGE = Duration.ofSeconds(17);

  private static final Duration NEVER = Duration.ofDays(10_000);

  private final JobStore store;
  private final TopicId topic;
  private final DueTimes dueTimes;
  private final DispatchSettings settings;
  private final StoreAvailability availability;
  private long nextPoll = System.nanoTime();
  private long nextRecovery = nextPoll;
  private Duration pollPause;
  private boolean recovered;

  RecoverySweep(TopicId topic, DueTimes dueTimes, DispatchContext context) {
    this.store = context.store();
    this.topic = topic;
    this.dueTimes = dueTimes;
    this.settings = context.settings();
    this.availability = context.storeAvailability();
    this.pollPause = settings.pollInterval();
  }

  /** Plans the next poll as for a topic that is not idle. */
  private void pollSoon() {
    pollPause = settings.pollInterval();
    long soon = System.nanoTime() + spread(pollPause);
    if (soon - nextPoll < 0) {
      nextPoll = soon;
    }
  }

  /**
   * Recovers and polls if it is time for it.
   *
   * @param isActive whether the topic had jobs lately
   * @return whether it polled, so that there may be jobs
   */
  boolean runDue(boolean isActive) {
    if (isActive) {
      pollSoon();
    }
    long now = System.nanoTime();
    if (now - nextRecovery >= 0) {
      store.recover(topic);
      recovered = true;
      // The store may hold due jobs without a known time, such as those the original left.
      dueTimes.add(Instant.EPOCH);
      // Without other nodes there is nobody whose jobs could be left behind.
      nextRecovery = now + spread(store.isShared() ? settings.recoveryInterval() : NEVER);
    }
    if (now - nextPoll < 0) {
      return false;
    }
    dueTimes.refresh();
    availability.reportAvailable();
    nextPoll = now + spread(pollPause);
    pollPause = pauseAfter(pollPause);
    return true;
  }

  private Duration pauseAfter(Duration pause) {
    Duration longest = settings.recoveryInterval();
    if (store.isShared() || pause.compareTo(longest) >= 0) {
      return pause;
    }
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(longest) < 0 ? twice : longest;
  }

  /**
   * Plans the next recovery after an outage: not before live nodes are known to live, and not much
   * later, since jobs whose replies the outage took are held by nobody. The first one of this node
   * is not delayed.
   */
  void planAfterOutage() {
    pollSoon();
    if (recovered) {
      nextRecovery = System.nanoTime() + spread(AFTER_OUTAGE);
    }
  }

  /** Returns the time until the next recovery or poll; 0 if it is due. */
  long nanosLeft() {
    long now = System.nanoTime();
    return Math.max(0, Math.min(nextPoll - now, nextRecovery - now));
  }

  /** Returns the period, 10 % shorter or longer at random, so that topics spread. */
  private static long spread(Duration period) {
    return (long) (period.toNanos() * (0.9 + 0.2 * ThreadLocalRandom.current().nextDouble()));
  }
}
