package io.pepper.bus.dispatch;

import io.pepper.job.TopicId;
import io.pepper.store.JobStore;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a topic's loop does now and then whether or not anybody called: take back the jobs of dead
 * nodes, and look for jobs that nobody announced. Used by the loop only.
 */
final class RecoverySweep {
  /** After an outage all nodes look dead until each has had the time to say that it lives. */
  private static final long OTHERS_RETURN_NANOS = Duration.ofSeconds(15).toNanos();

  private final JobStore store;
  private final TopicId topic;
  private final DueTimes dueTimes;
  private final DispatchSettings settings;
  private final StoreAvailability outage;
  private long nextLook = System.nanoTime();
  private long nextRecovery = nextLook;
  private boolean recovered;

  RecoverySweep(TopicId topic, DueTimes dueTimes, DispatchContext around) {
    this.store = around.store();
    this.topic = topic;
    this.dueTimes = dueTimes;
    this.settings = around.settings();
    this.outage = around.outage();
  }

  /**
   * @return whether it was time to look, so that there may be jobs
   */
  boolean walk() {
    long now = System.nanoTime();
    if (now - nextRecovery >= 0) {
      store.recover(topic);
      recovered = true;
      // The store may hold due jobs that no time tells of, such as those the original left.
      dueTimes.add(Instant.EPOCH);
      nextRecovery = now + spread(settings.recovery());
    }
    if (now - nextLook < 0) {
      return false;
    }
    dueTimes.look();
    outage.over();
    nextLook = now + spread(settings.poll());
    return true;
  }

  /** The store was away; what this node held when it started is recovered without delay. */
  void storeWasAway() {
    long others = System.nanoTime() + OTHERS_RETURN_NANOS;
    if (recovered && nextRecovery - others < 0) {
      nextRecovery = others;
    }
  }

  long nanosLeft() {
    long now = System.nanoTime();
    return Math.max(0, Math.min(nextLook - now, nextRecovery - now));
  }

  /** Not all topics in the same moment. */
  private static long spread(Duration period) {
    return (long) (period.toNanos() * (0.9 + 0.2 * ThreadLocalRandom.current().nextDouble()));
  }
}
