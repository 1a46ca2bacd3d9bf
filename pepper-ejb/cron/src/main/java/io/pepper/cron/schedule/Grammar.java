package io.pepper.cron.schedule;

/**
 * The extensions that a field may use beyond the common syntax of all dialects.
 *
 * @param wraps whether a range may go on at the field's start, as {@code 22-4} in the hour: crontab
 *     readers differ, and the original refuses it
 * @param starRanges whether {@code *-5} means {@code *}, as the original has it
 */
record Grammar(boolean wraps, boolean starRanges) {
  /** Returns the grammar for schedules that are written now. */
  static Grammar of(Dialect dialect) {
    return new Grammar(dialect != Dialect.SECONDS, false);
  }

  /** Returns the grammar for schedules that were accepted before, which keep their meaning. */
  static Grammar ofStored() {
    return new Grammar(true, true);
  }
}
