package io.pepper.cron.fire;

import io.pepper.cron.cluster.Claim;
import io.pepper.cron.run.Run;
import java.time.Instant;
import java.util.Optional;

/**
 * The outcome of an evaluation of a slot.
 *
 * @param next when to evaluate again if nothing happens before; empty for never
 * @param unconfirmed a change that the next evaluation begins with; empty if there is none
 */
record EvaluationOutcome(Optional<Instant> next, Optional<UnconfirmedChange> unconfirmed) {
  static final EvaluationOutcome NOTHING = at(Optional.empty());

  static EvaluationOutcome at(Optional<Instant> next) {
    return new EvaluationOutcome(next, Optional.empty());
  }

  /**
   * A change that may or may not have been made, since the coordination did not answer.
   *
   * @param skipped the occurrences it skips, which are not in the history yet
   */
  record UnconfirmedChange(Optional<SkippedOccurrences> skipped) {
    static final UnconfirmedChange NONE = new UnconfirmedChange(Optional.empty());
  }

  /** Occurrences that are skipped once the claim says so. */
  record SkippedOccurrences(Claim claim, Run run) {}
}
