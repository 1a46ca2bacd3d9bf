package io.pepper.cron.alarm.channel;

/**
 * The failure of a delivery: as far as is known the notification did not arrive, and it may be
 * tried again.
 */
public final class UndeliveredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message why, without secrets
   */
  UndeliveredException(String message) {
    super(message);
  }
}
