package io.pepper.cron.definition;

/** The handling of a run that is due while the one before, of the same replica, still runs. */
public enum Overlap {
  /** The new run is left out, and listed as skipped. */
  SKIP,
  /** The new run waits for the old one; at most 100 wait, the oldest is then skipped. */
  QUEUE,
  /** Both run; at most 64 at a time. */
  ALLOW,
  /** The old run is killed, then the new one starts. */
  REPLACE
}
