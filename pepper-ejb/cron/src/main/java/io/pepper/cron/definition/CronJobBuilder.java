package io.pepper.cron.definition;

import io.pepper.definition.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The named construction of a {@link CronJob}. Trigger and run must be set; every other field has
 * the default of the job document. Used by one thread.
 */
public final class CronJobBuilder {
  private final JobName name;
  private Trigger trigger;
  private Optional<Instant> startAt = Optional.empty();
  private Optional<Instant> endAt = Optional.empty();
  private OptionalLong maxRuns = OptionalLong.empty();
  private Duration jitter = Duration.ZERO;
  private RunTarget run;
  private String tag = CronJob.DEFAULT_TAG;
  private Replicas replicas = Replicas.ONE;
  private Overlap overlap = Overlap.SKIP;
  private MisfirePolicy misfire = MisfirePolicy.DEFAULT;
  private Duration timeout = CronJob.DEFAULT_TIMEOUT;
  private Duration grace = CronJob.DEFAULT_GRACE;
  private RetryPolicy retry = CronJob.NO_RETRY;
  private Set<JobName> excludes = Set.of();
  private Alarms alarms = Alarms.NONE;
  private String remark = "";
  private boolean paused = false;

  CronJobBuilder(JobName name) {
    this.name = name;
  }

  /** Sets {@link CronJob#trigger}. */
  public CronJobBuilder trigger(Trigger value) {
    trigger = value;
    return this;
  }

  /** Sets {@link CronJob#startAt}. */
  public CronJobBuilder startAt(Optional<Instant> value) {
    startAt = value;
    return this;
  }

  /** Sets {@link CronJob#endAt}. */
  public CronJobBuilder endAt(Optional<Instant> value) {
    endAt = value;
    return this;
  }

  /** Sets {@link CronJob#maxRuns}. */
  public CronJobBuilder maxRuns(OptionalLong value) {
    maxRuns = value;
    return this;
  }

  /** Sets {@link CronJob#jitter}. */
  public CronJobBuilder jitter(Duration value) {
    jitter = value;
    return this;
  }

  /** Sets {@link CronJob#run}. */
  public CronJobBuilder run(RunTarget value) {
    run = value;
    return this;
  }

  /** Sets {@link CronJob#tag}. */
  public CronJobBuilder tag(String value) {
    tag = value;
    return this;
  }

  /** Sets {@link CronJob#replicas}. */
  public CronJobBuilder replicas(Replicas value) {
    replicas = value;
    return this;
  }

  /** Sets {@link CronJob#overlap}. */
  public CronJobBuilder overlap(Overlap value) {
    overlap = value;
    return this;
  }

  /** Sets {@link CronJob#misfire}. */
  public CronJobBuilder misfire(MisfirePolicy value) {
    misfire = value;
    return this;
  }

  /** Sets {@link CronJob#timeout}. */
  public CronJobBuilder timeout(Duration value) {
    timeout = value;
    return this;
  }

  /** Sets {@link CronJob#grace}. */
  public CronJobBuilder grace(Duration value) {
    grace = value;
    return this;
  }

  /** Sets {@link CronJob#retry}. */
  public CronJobBuilder retry(RetryPolicy value) {
    retry = value;
    return this;
  }

  /** Sets {@link CronJob#excludes}. */
  public CronJobBuilder excludes(Set<JobName> value) {
    excludes = value;
    return this;
  }

  /** Sets {@link CronJob#alarms}. */
  public CronJobBuilder alarms(Alarms value) {
    alarms = value;
    return this;
  }

  /** Sets {@link CronJob#remark}. */
  public CronJobBuilder remark(String value) {
    remark = value;
    return this;
  }

  /** Sets {@link CronJob#paused}. */
  public CronJobBuilder paused(boolean value) {
    paused = value;
    return this;
  }

  /**
   * Returns the job.
   *
   * @param since see {@link CronJob#since}
   * @param epoch see {@link CronJob#epoch}
   */
  public CronJob build(Instant since, long epoch) {
    return new CronJob(
        name, trigger, startAt, endAt, maxRuns, jitter, run, tag, replicas, overlap, misfire,
        timeout, grace, retry, excludes, alarms, remark, paused, since, epoch);
  }
}
