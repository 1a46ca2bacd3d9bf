package io.pepper.job;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;

/**
 * One job of one topic with its history (docs/protocol.md, Stored jobs), and the rules of its life:
 * what an attempt, a failure and a replay change.
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
   * The length at which error texts are cut, in characters, so that a failing consumer cannot fill
   * the store. php-fpm sends at most a kilobyte of messages with each answer unless its {@code
   * log_limit} is raised.
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

  /** Returns a job that has just been accepted. */
  public static Job accepted(JobId id, String inTraceId, byte[] payload) {
    return new Job(id, inTraceId, payload, 0, 0, 0, "");
  }

  /** Returns the job whose next attempt starts at this instant. */
  public Job attemptStarted(Instant now) {
    return new Job(id, inTraceId, payload, attempts + 1, now.getEpochSecond(), parked, lastError);
  }

  /** Returns the job after a failed attempt: it waits for the next one, or is dead. */
  public Job failed(String error) {
    return new Job(id, inTraceId, payload, attempts, lastAttempt, parked + 1, error);
  }

  /** Returns a dead job that starts over with all its attempts. */
  public Job replayed() {
    return new Job(id, inTraceId, payload, 0, 0, parked, lastError);
  }

  /** Returns the job as consumers get it, without the last error, which is for operators. */
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

  /** Returns the job without its payload, which may be large or secret. */
  @Override
  public String toString() {
    return "job " + id + " (attempts " + attempts + ", " + payload.length + " bytes)";
  }
}
