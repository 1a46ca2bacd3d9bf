package io.pepper.bus.dispatch.outcome;

import java.time.Instant;

/**
 * The receiver of what deliveries reveal about the consumer, and of the due times of stored
 * retries. Called by workers, and {@link #scheduled} and {@link #returned} also by threads of the
 * store: must not block.
 */
public interface OutcomeListener {
  /** Reports that the consumer was away: nothing was executed. */
  void consumerAway(String why);

  /**
   * Reports that the consumer does not know the topic, or does not accept the job.
   *
   * @param counted whether it did so too often although pings succeeded, so that the attempt counts
   */
  void refused(String why, boolean counted);

  /** Reports that a delivery reached the consumer, whatever its outcome. */
  void reached();

  /** Reports that the store has jobs back, which are ready. */
  void returned();

  /** Reports that the store has a retry that is due at that time. */
  void scheduled(Instant due);
}
