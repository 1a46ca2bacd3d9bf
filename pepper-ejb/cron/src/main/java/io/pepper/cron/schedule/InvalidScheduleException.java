package io.pepper.cron.schedule;

/** A schedule that cannot be used; names its field and what may stand there. */
public final class InvalidScheduleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final String problem;

  InvalidScheduleException(String field, String problem) {
    super(field + ": " + problem);
    this.field = field;
    this.problem = problem;
  }

  /**
   * Returns the field at fault: {@code second}, {@code minute}, {@code hour}, {@code day of month},
   * {@code month} or {@code day of week}; {@code @every} or {@code @at} for what follows them;
   * {@code dialect}; {@code schedule} for the whole.
   */
  public String field() {
    return field;
  }

  /** Returns what is wrong and what is allowed. */
  public String problem() {
    return problem;
  }
}
