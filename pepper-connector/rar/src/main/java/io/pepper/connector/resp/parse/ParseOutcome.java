package io.pepper.connector.resp.parse;

/** Why the parser stopped. */
public enum ParseOutcome {
  /** All bytes are used up; the batch may hold complete commands. */
  NEEDS_BYTES,
  /** The batch must be answered before parsing goes on. */
  BATCH_READY,
  /**
   * The command after the batch was over a limit and is skipped: answer {@link
   * RespParser#complaint}.
   */
  REFUSED,
  /** What follows the batch is an HTTP request: close without a word. */
  HTTP,
  /** What follows the batch is not acceptable: answer {@link RespParser#complaint} and close. */
  FAILED
}
