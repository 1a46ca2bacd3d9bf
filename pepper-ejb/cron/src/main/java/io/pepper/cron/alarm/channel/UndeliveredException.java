package io.pepper.cron.alarm.channel;

/** A notice did not arrive, as far as is known; it may be tried again. */
public final class UndeliveredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message why, without secrets
   */
  UndeliveredException(String message) {
    super(message);
  }
}
