package io.pepper.database;

import java.time.Duration;

/**
 * Of what is written behind.
 *
 * @param waiting how many entries may wait
 * @param waitingBytes beyond this, entries that are added are made brief
 * @param batch how many are written in one transaction
 * @param batchBytes beyond this no further entry is taken into the same batch
 * @param gather how long a first entry waits for others to share its transaction
 */
public record Limits(int waiting, long waitingBytes, int batch, long batchBytes, Duration gather) {}
