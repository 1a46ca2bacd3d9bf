package io.pepper.cron.definition;

/** What happens with runs that nobody could start in time: all nodes or the coordination away. */
public enum Misfire {
  /** They are left out, and listed as skipped. */
  SKIP,
  /** However many were missed, one run makes up for them. */
  ONCE,
  /** Each of them is made up for, oldest first. */
  ALL
}
