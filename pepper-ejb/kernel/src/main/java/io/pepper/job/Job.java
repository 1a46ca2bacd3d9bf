package io.pepper.job;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;

/**
 * One job of one topic with its history ({@code spec/pepperbus.md} 2.1). It holds the rules of its
 * own life: what an attempt, a failure and a replay change.
 *
 * @param id given at acceptance, the same in every topic of the queue
 * @param inTraceId of the command that brought it
 * @param payload any bytes
 * @param attempts attempts started so far ({@code RetryTimes})
 * @param lastAttempt unix seconds of the start of the latest attempt, 0 before the first ({@code
 *     RetryTime})
 * @param parked how often it was written back for a later attempt ({@code retrying})
 * @param lastError why the latest attempt failed; empty if none did
 */
public record Job(
    JobId id,
    String inTraceId,
    byte[] payload,
    int attempts,
    long lastAttempt,
    int parked,
    String lastError) {
  /**
   * Longer error texts are cut, so that a failing consumer cannot fill the store. php-fpm sends at
   * most a kilobyte of messages with each answer unless its {@code log_limit} is raised.
   */
  public static final int MAX_ERROR_LENGTH = 8192;

  public Job {
    Objects.requireNonNull(id);
    Objects.requireNonNull(inTraceId);
    Objects.requireNonNull(payload);
    lastError =
        lastError.length() <= MAX_ERROR_LENGTH
            ? lastError
            : lastError.substring(0, MAX_ERROR_LENGTH) + "…";
  }

  /** A job that has just been accepted. */
  public static Job accepted(JobId id, String inTraceId, byte[] payload) {
    return new Job(id, inTraceId, payload, 0, 0, 0, "");
  }

  /** An attempt starts now. */
  public Job attemptStarted(Instant now) {
    return new Job(id, inTraceId, payload, attempts + 1, now.getEpochSecond(), parked, lastError);
  }

  /** The attempt failed; the job waits for the next one, or is dead. */
  public Job failed(String error) {
    return new Job(id, inTraceId, payload, attempts, lastAttempt, parked + 1, error);
  }

  /** A dead job starts over with all its attempts. */
  public Job replayed() {
    return new Job(id, inTraceId, payload, 0, 0, parked, lastError);
  }

  /** The job as consumers get it: why an earlier attempt failed is for operators. */
  public Job forConsumer() {
    return lastError.isEmpty()
        ? this
        : new Job(id, inTraceId, payload, attempts, lastAttempt, parked, "");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Job that
        && id.equals(that.id)
        && inTraceId.equals(that.inTraceId)
        && Arrays.equals(payload, that.payload)
        && attempts == that.attempts
        && lastAttempt == that.lastAttempt
        && parked == that.parked
        && lastError.equals(that.lastError);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  /** Never the payload: it may be large, and it may be secret. */
  @Override
  public String toString() {
    return "job " + id + " (attempts " + attempts + ", " + payload.length + " bytes)";
  }
}
