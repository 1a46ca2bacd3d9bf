package io.pepper.cron.schedule;

/**
 * What may stand in a field beyond what every dialect takes.
 *
 * @param wraps whether a range may go on at the field's start, as {@code 22-4} in the hour: crontab
 *     readers differ, and the original refuses it
 * @param starRanges whether {@code *-5} means {@code *}, as the original has it
 */
record Grammar(boolean wraps, boolean starRanges) {
  /** For what somebody writes now. */
  static Grammar of(Dialect dialect) {
    return new Grammar(dialect != Dialect.SECONDS, false);
  }

  /** For what was taken before: it keeps its meaning. */
  static Grammar ofStored() {
    return new Grammar(true, true);
  }
}
