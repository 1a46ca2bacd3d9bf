package io.pepper.config.sync;

/**
 * The side of a request for news that waits for its answer. Called by any thread, by one at a time;
 * both methods must be quick.
 */
public interface SyncListener {
  /**
   * Delivers the answer, if that can be done without waiting.
   *
   * @return false if it was not delivered; then {@link #wake} follows
   */
  boolean deliver(SyncAnswer answer);

  /** Wakes the thread of the request, which then asks for the answer. */
  void wake();
}
