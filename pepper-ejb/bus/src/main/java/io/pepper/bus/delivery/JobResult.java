package io.pepper.bus.delivery;

/**
 * What a delivery came to for one of its jobs.
 *
 * @param error why it is not a success, in words for people; empty for a success
 */
public record JobResult(DeliveryResult result, String error) {
  static final JobResult SUCCEEDED = new JobResult(DeliveryResult.SUCCEEDED, "");
}
