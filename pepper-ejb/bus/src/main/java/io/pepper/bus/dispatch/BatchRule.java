package io.pepper.bus.dispatch;

import io.pepper.bus.definition.BatchSize;
import java.time.Duration;

/**
 * The rule for how many of the waiting jobs the next delivery carries (docs/protocol.md, How many
 * jobs a delivery carries).
 *
 * @param max jobs of one delivery at most
 * @param adaptive whether the workers share what waits
 * @param maxNanos the time that the jobs of one adaptive delivery may take by the measured mean
 */
record BatchRule(int max, boolean adaptive, long maxNanos, JobTime jobTime) {
  /** The part of the time limit that a full delivery takes by the mean: jobs differ. */
  private static final int TIMEOUT_PART = 4;

  /**
   * Returns the rule of a topic.
   *
   * @param transportMax jobs that its transport can carry
   * @param timeout of one delivery
   */
  static BatchRule of(BatchSize size, int transportMax, Duration timeout, JobTime jobTime) {
    return new BatchRule(
        Math.min(size.max(), transportMax),
        size.adaptive(),
        timeout.toNanos() / TIMEOUT_PART,
        jobTime);
  }

  /**
   * Returns the most jobs of a delivery now. An adaptive one is limited by time as well, and to one
   * job as long as the consumer's time for it is unknown.
   */
  int limit() {
    if (!adaptive || max == 1) {
      return max;
    }
    long mean = jobTime.nanos();
    return mean == 0 ? 1 : (int) Math.clamp(maxNanos / mean, 1, max);
  }

  /** Returns how many jobs to ask a store for that may have few: each job asked for costs. */
  int fewest() {
    return adaptive ? 1 : max;
  }

  /** Returns how many deliveries the waiting jobs make if there are workers enough. */
  int deliveries(int waiting) {
    return adaptive ? waiting : Math.ceilDiv(waiting, max);
  }

  /**
   * Returns how many jobs the next delivery carries. An adaptive one has an even share of what
   * waits: among all workers, so that those that end next find something; among the free ones as
   * long as the store has more.
   *
   * @param waiting fetched jobs, at least 1
   * @param workers workers to share it among, at least 1
   * @param free those of them without a delivery, beside the one that asks
   * @param storeHasMore whether more jobs wait in the store
   */
  int next(int waiting, int workers, int free, boolean storeHasMore) {
    return adaptive
        ? Math.min(limit(), Math.ceilDiv(waiting, storeHasMore ? free + 1 : workers))
        : Math.min(max, waiting);
  }
}
