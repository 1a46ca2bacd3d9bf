package io.pepper.cron.schedule;

import java.util.Locale;

/**
 * The reading of the fields of a cron expression. Names such as {@code @daily} mean the same in
 * every dialect.
 */
public enum Dialect {
  /**
   * Six fields as {@link #SECONDS}, five as {@link #UNIX}: what an expression most likely means.
   */
  AUTO,
  /**
   * The original's reading: {@code second minute hour day-of-month month [day-of-week]}. Five
   * fields are the same without the last, so {@code *}{@code /5 * * * *} fires every 5 seconds.
   */
  SECONDS,
  /**
   * The reading of crontab files: {@code minute hour day-of-month month day-of-week}, five fields,
   * second 0. Sunday is 0 or 7.
   */
  UNIX;

  /**
   * Reads a dialect's name in a job document.
   *
   * @param text {@code auto}, {@code seconds} or {@code unix}
   * @throws InvalidScheduleException for any other, field {@code dialect}
   */
  public static Dialect parse(String text) {
    for (Dialect dialect : values()) {
      if (dialect.text().equals(text)) {
        return dialect;
      }
    }
    throw new InvalidScheduleException(
        "dialect", "must be auto, seconds or unix, not '" + text + "'");
  }

  /** Returns the name in a job document. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
