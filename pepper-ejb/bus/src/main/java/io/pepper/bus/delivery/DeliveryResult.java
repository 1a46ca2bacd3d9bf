package io.pepper.bus.delivery;

/** What an answer means for a job (docs/protocol.md, "What an answer means"). */
public enum DeliveryResult {
  /** Header {@code Code} was 200, and nothing contradicts it: the job is done. */
  SUCCEEDED,
  /** An attempt was made and failed, or may have been made. */
  FAILED,
  /**
   * No attempt was made: the consumer cannot be reached, or is full. The job goes back as it was,
   * and the topic waits for a good ping.
   */
  RETURNED,
  /**
   * The consumer answered {@code Code: 404}: it does not know the topic, or does not take this job.
   * A good ping that follows tells the one from the other.
   */
  REFUSED,
  /**
   * The consumer's script is missing, or the consumer answers as if it were. The job goes back as
   * it was, and the topic waits for a good ping; good pings again and again tell that the job is
   * meant.
   */
  MISSING,
  /** The job cannot be sent as it is, however often it is tried. */
  UNDELIVERABLE
}
