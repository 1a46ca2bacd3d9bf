package io.pepper.test.chaos;

import java.time.Instant;

/**
 * One attempt as it was written down by its own process.
 *
 * @param run the attempt's id
 * @param node which ran it, counted from 0
 * @param started to 10 ms
 * @param last sign of life
 * @param ended whether it came to its end
 */
record Execution(
    Slot slot,
    Instant nominal,
    String run,
    int node,
    Instant started,
    Instant last,
    boolean ended) {
  boolean isFirstAttempt() {
    return run.endsWith(".1");
  }

  /** Of a job: a number, or a node's name. */
  record Slot(String job, String replica) {
    @Override
    public String toString() {
      return job + "/" + replica;
    }
  }
}
