package io.pepper.bus.delivery;

/**
 * What a delivery came to for one of its jobs.
 *
 * @param error why it is not a success, in words for people; empty for a success
 */
public record JobResult(Verdict verdict, String error) {
  static final JobResult SUCCEEDED = new JobResult(Verdict.SUCCEEDED, "");
}
