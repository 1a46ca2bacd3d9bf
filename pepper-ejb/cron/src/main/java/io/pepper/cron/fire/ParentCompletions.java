package io.pepper.cron.fire;

import io.pepper.cron.cluster.Claim;
import io.pepper.cron.cluster.JobCompletions;
import io.pepper.cron.definition.After;
import io.pepper.cron.definition.JobName;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The completions of the jobs that a job follows.
 *
 * @param counts the completions of each, of the kind that the job waits for
 * @param last when the last of them completed; the epoch if none has
 * @param isNew whether each has completed since the slot's claim
 */
record ParentCompletions(Map<JobName, Long> counts, Instant last, boolean isNew) {
  /** Compares the present completions with those that the claim has consumed. */
  static ParentCompletions of(
      After after, Optional<Claim> claim, Function<JobName, JobCompletions> completions) {
    Map<JobName, Long> counts = new HashMap<>();
    Instant last = Instant.EPOCH;
    boolean isNew = true;
    for (JobName parent : after.jobs()) {
      JobCompletions completed = completions.apply(parent);
      long count = completed.count(after.on());
      counts.put(parent, count);
      last = completed.at().isAfter(last) ? completed.at() : last;
      isNew &= count > claim.map(present -> present.consumed().getOrDefault(parent, 0L)).orElse(0L);
    }
    return new ParentCompletions(counts, last, isNew);
  }
}
