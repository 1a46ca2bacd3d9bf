package io.pepper.cron.alarm;

import io.pepper.cron.definition.Alarms;

/** Delivers notices on one channel. Safe for any number of threads; blocks. */
interface NotificationChannel extends AutoCloseable {
  /**
   * Delivers, within a limited time.
   *
   * @throws UndeliveredException saying why it could not, for people, without secrets
   */
  void deliver(Notification notice, Alarms alarms);

  /**
   * Whom it delivers to, for the log: without secrets, and the same for all that fails together.
   */
  String destination(Alarms alarms);

  /** How many may be under way at a time. */
  default int atOnce() {
    return 32;
  }

  @Override
  default void close() {}
}
