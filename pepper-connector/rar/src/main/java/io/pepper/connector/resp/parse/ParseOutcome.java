package io.pepper.connector.resp.parse;

/** The reason why the parser stopped. */
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
  /** The bytes after the batch are an HTTP request: close without a word. */
  HTTP,
  /**
   * The bytes after the batch are not acceptable: answer {@link RespParser#complaint} and close.
   */
  FAILED
}
