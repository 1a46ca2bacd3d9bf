package io.pepper.bus.delivery;

/** What an answer means for the jobs it is about ({@code spec/pepperbus.md} 4.3). */
public enum Verdict {
  /** Header {@code Code} was 200: the jobs are done. */
  SUCCEEDED,
  /** An attempt was made and failed, or may have been made. */
  FAILED,
  /**
   * No attempt was made: the consumer cannot be reached, is full, or does not know the topic. The
   * jobs go back as they were, and the topic waits for a good ping.
   */
  RETURNED
}
