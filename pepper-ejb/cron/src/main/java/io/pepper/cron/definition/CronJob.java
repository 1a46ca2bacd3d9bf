package io.pepper.cron.definition;

import io.pepper.definition.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A job as it is defined. Immutable.
 *
 * @param startAt no run is due before it
 * @param endAt no run is due from it on
 * @param maxRuns how many occurrences run in all, per replica
 * @param jitter each occurrence is put off by a time below this, the same on all nodes
 * @param tag which nodes may run it
 * @param timeout of each attempt
 * @param grace from asking a run to end to killing it
 * @param excludes jobs that never run at the same time as this one, in either direction
 * @param remark a note for people; may be empty
 * @param since occurrences before it are none of this definition's: when its trigger was saved, or
 *     it was resumed
 * @param epoch changes when the job begins anew, as {@code maxRuns} counts; the same on all nodes
 */
public record CronJob(
    JobName name,
    Trigger trigger,
    Optional<Instant> startAt,
    Optional<Instant> endAt,
    OptionalLong maxRuns,
    Duration jitter,
    RunTarget run,
    String tag,
    Replicas replicas,
    Overlap overlap,
    MisfirePolicy misfire,
    Duration timeout,
    Duration grace,
    RetryPolicy retry,
    Set<JobName> excludes,
    Alarms alarms,
    String remark,
    boolean paused,
    Instant since,
    long epoch) {
  public static final String DEFAULT_TAG = "default";
  public static final Duration DEFAULT_TIMEOUT = Duration.ofHours(1);
  public static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

  /** The retry policy of a job that names none: one attempt. */
  public static final RetryPolicy NO_RETRY =
      new RetryPolicy(
          1, RetryPolicy.BackoffType.EXPONENTIAL, Duration.ofSeconds(1), Duration.ofMinutes(10));

  public CronJob {
    excludes = Set.copyOf(excludes);
  }

  /** Returns the named construction of a job. */
  public static CronJobBuilder builder(JobName name) {
    return new CronJobBuilder(name);
  }

  /** Returns this job, paused or not. Occurrences due while it is paused are never made up for. */
  public CronJob withPaused(boolean pause, Instant now) {
    return pause == paused ? this : copy(pause, now, epoch);
  }

  /**
   * Returns this job, which continues the occurrences and the count of the definition before it.
   */
  public CronJob continuing(CronJob before) {
    return copy(paused, paused == before.paused ? before.since : since, before.epoch);
  }

  private CronJob copy(boolean pause, Instant from, long begun) {
    return new CronJob(
        name, trigger, startAt, endAt, maxRuns, jitter, run, tag, replicas, overlap, misfire,
        timeout, grace, retry, excludes, alarms, remark, pause, from, begun);
  }
}
