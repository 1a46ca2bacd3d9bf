package io.pepper.cron.alarm.channel;

import io.pepper.bus.Jobs;
import io.pepper.cron.definition.Alarms;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A way to deliver notifications. Safe for any number of threads; deliveries block. */
public interface NotificationChannel extends AutoCloseable {
  /**
   * Returns a channel of each type, to be closed by the caller.
   *
   * @param mailServer empty if there is none: every delivery by mail then fails
   * @param timeout of the exchange with a webhook, and of each wait for the mail server
   */
  static Map<ChannelType, NotificationChannel> all(
      Jobs bus, Optional<MailServer> mailServer, Duration timeout) {
    return Map.of(
        ChannelType.WEBHOOK, new WebhookChannel(timeout),
        ChannelType.MAIL, new MailChannel(mailServer, timeout),
        ChannelType.QUEUE, new QueueChannel(bus));
  }

  /**
   * Delivers a notification within a limited time.
   *
   * @throws UndeliveredException with the reason, for people, without secrets
   */
  void deliver(Notification notification, Alarms alarms);

  /**
   * Returns the destination for the log, without secrets: the same for all deliveries that fail
   * together.
   */
  String destination(Alarms alarms);

  /** Returns how many deliveries may be under way at a time. */
  default int maxConcurrent() {
    return 32;
  }

  @Override
  default void close() {}
}
