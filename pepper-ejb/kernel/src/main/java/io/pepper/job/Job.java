package io.pepper.job;

import java.time.Duration;
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
 * @param lastCode header {@code Code} of the latest failed attempt; empty if there was none
 * @param lastMillis how long that attempt took, in milliseconds; 0 if unknown
 */
public record Job(
    JobId id,
    String inTraceId,
    byte[] payload,
    int attempts,
    long lastAttempt,
    int parked,
    String lastError,
    String lastCode,
    long lastMillis) {
  /**
   * The length at which error texts are cut in their middle, in characters, so that a failing
   * consumer cannot fill the store.
   */
  public static final int MAX_ERROR_LENGTH = 64 * 1024;

  private static final int MAX_CODE_LENGTH = 100;

  public Job {
    Objects.requireNonNull(id);
    Objects.requireNonNull(inTraceId);
    Objects.requireNonNull(payload);
    lastError = Excerpt.ofBothEnds(lastError, MAX_ERROR_LENGTH);
    lastCode =
        lastCode.length() <= MAX_CODE_LENGTH ? lastCode : lastCode.substring(0, MAX_CODE_LENGTH);
  }

  /** Creates a job of whose latest attempt nothing but the error is known. */
  public Job(
      JobId id,
      String inTraceId,
      byte[] payload,
      int attempts,
      long lastAttempt,
      int parked,
      String lastError) {
    this(id, inTraceId, payload, attempts, lastAttempt, parked, lastError, "", 0);
  }

  /** Returns a job that has just been accepted. */
  public static Job accepted(JobId id, String inTraceId, byte[] payload) {
    return new Job(id, inTraceId, payload, 0, 0, 0, "");
  }

  /** Returns the job whose next attempt starts at this instant. */
  public Job attemptStarted(Instant now) {
    return new Job(
        id,
        inTraceId,
        payload,
        attempts + 1,
        now.getEpochSecond(),
        parked,
        lastError,
        lastCode,
        lastMillis);
  }

  /** Returns the job after a failed attempt of which nothing but the error is known. */
  public Job failed(String error) {
    return failed(error, "", Duration.ZERO);
  }

  /**
   * Returns the job after a failed attempt: it waits for the next one, or is dead.
   *
   * @param code the consumer's code; empty if there was none
   */
  public Job failed(String error, String code, Duration took) {
    long millis = Math.max(0, took.toMillis());
    return new Job(id, inTraceId, payload, attempts, lastAttempt, parked + 1, error, code, millis);
  }

  /** Returns a dead job that starts over with all its attempts. */
  public Job replayed() {
    return new Job(id, inTraceId, payload, 0, 0, parked, lastError, lastCode, lastMillis);
  }

  /** Returns the job as consumers get it, without the latest failure, which is for operators. */
  public Job forConsumer() {
    return lastError.isEmpty() && lastCode.isEmpty() && lastMillis == 0
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
        && lastError.equals(that.lastError)
        && lastCode.equals(that.lastCode)
        && lastMillis == that.lastMillis;
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
