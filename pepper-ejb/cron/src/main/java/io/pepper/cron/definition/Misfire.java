package io.pepper.cron.definition;

/**
 * The handling of runs that no node could start in time, since all nodes or Coordination were down.
 */
public enum Misfire {
  /** They are left out, and listed as skipped. */
  SKIP,
  /** However many were missed, one run makes up for them. */
  ONCE,
  /** Each of them is made up for, oldest first. */
  ALL
}
