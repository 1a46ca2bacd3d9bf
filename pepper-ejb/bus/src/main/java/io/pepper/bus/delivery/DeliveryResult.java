package io.pepper.bus.delivery;

/** The meaning of a response for a job (docs/protocol.md, What an answer means). */
public enum DeliveryResult {
  /** The job is done: header {@code Code} was 200, and nothing contradicts it. */
  SUCCEEDED,
  /** The attempt failed, or may have been made. */
  FAILED,
  /**
   * The consumer cannot be reached, or is full; no attempt was made. The job goes back as it was,
   * and the topic waits for a successful ping.
   */
  RETURNED,
  /**
   * The consumer answered {@code Code: 404}: it does not know the topic, or does not accept this
   * job. The ping that follows shows which.
   */
  REFUSED,
  /**
   * The consumer's script is missing, or the consumer answers as if it were. The job goes back as
   * it was, and the topic waits for a successful ping. If pings succeed again and again, only this
   * job is refused.
   */
  MISSING,
  /** The job can never be sent, because it is too large. */
  UNDELIVERABLE
}
