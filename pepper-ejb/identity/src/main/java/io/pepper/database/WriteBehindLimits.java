package io.pepper.database;

import java.time.Duration;

/**
 * The limits of entries that are written behind.
 *
 * @param waiting how many entries may wait
 * @param waitingBytes beyond this, entries that are added are made brief
 * @param batch how many are written in one transaction
 * @param batchBytes beyond this no further entry is taken into the same batch
 * @param gather how long a first entry waits for others to share its transaction
 */
public record WriteBehindLimits(
    int waiting, long waitingBytes, int batch, long batchBytes, Duration gather) {
  private static final int BATCHES_THAT_MAY_GATHER = 4;

  /**
   * Returns the number of entries from which on a batch no longer waits for others. It is more than
   * a batch: of entries that come in a rush the first are often followed by others of the same key,
   * which then take no write of their own.
   */
  int hurry() {
    return Math.min(waiting, BATCHES_THAT_MAY_GATHER * batch);
  }
}
