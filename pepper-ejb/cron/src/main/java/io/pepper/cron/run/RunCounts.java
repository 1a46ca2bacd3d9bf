package io.pepper.cron.run;

/** Numbers of runs by how they ended. */
public record RunCounts(long succeeded, long failed, long killed, long lost, long skipped) {
  /** The counts of a job none of whose runs has ended. */
  public static final RunCounts ZERO = new RunCounts(0, 0, 0, 0, 0);

  /** Returns the number of all runs that have ended. */
  public long total() {
    return succeeded + failed + killed + lost + skipped;
  }
}
