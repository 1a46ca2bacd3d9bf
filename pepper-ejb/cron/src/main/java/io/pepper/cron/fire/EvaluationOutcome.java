package io.pepper.cron.fire;

import io.pepper.cron.cluster.Claim;
import io.pepper.cron.run.Run;
import java.time.Instant;
import java.util.Optional;

/**
 * How a look at a slot ended.
 *
 * @param next when to look again if nothing happens before
 * @param doubt to begin the next look with
 */
record EvaluationOutcome(Optional<Instant> next, Optional<UnconfirmedChange> unconfirmed) {
  static final EvaluationOutcome NOTHING = at(Optional.empty());

  static EvaluationOutcome at(Optional<Instant> next) {
    return new EvaluationOutcome(next, Optional.empty());
  }

  /**
   * A change may or may not have been made.
   *
   * @param left what it leaves out, which is yet to be told
   */
  record UnconfirmedChange(Optional<SkippedOccurrences> skipped) {
    static final UnconfirmedChange NONE = new UnconfirmedChange(Optional.empty());
  }

  /** Occurrences that are left out once the claim says so. */
  record SkippedOccurrences(Claim claim, Run run) {}
}
