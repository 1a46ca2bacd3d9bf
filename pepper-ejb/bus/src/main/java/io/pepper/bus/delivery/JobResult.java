package io.pepper.bus.delivery;

/**
 * The result of a delivery for one of its jobs.
 *
 * @param error why it is not a success, for people; empty for a success
 */
public record JobResult(DeliveryResult result, String error) {
  static final JobResult SUCCEEDED = new JobResult(DeliveryResult.SUCCEEDED, "");
}
