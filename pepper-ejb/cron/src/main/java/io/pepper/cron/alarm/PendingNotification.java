package io.pepper.cron.alarm;

import io.pepper.cron.alarm.channel.ChannelType;
import io.pepper.cron.alarm.channel.Notification;
import java.util.EnumSet;
import java.util.Set;

/**
 * A notification that has not arrived on all channels. Immutable.
 *
 * @param channels on which it has not arrived
 * @param node that delivers it
 */
record PendingNotification(Notification notification, Set<ChannelType> channels, String node) {
  PendingNotification {
    channels = Set.copyOf(channels);
  }

  PendingNotification without(ChannelType channel) {
    Set<ChannelType> left = EnumSet.noneOf(ChannelType.class);
    left.addAll(channels);
    left.remove(channel);
    return new PendingNotification(notification, left, node);
  }

  PendingNotification withoutText() {
    return new PendingNotification(notification.withoutText(), channels, node);
  }

  PendingNotification withNode(String node) {
    return new PendingNotification(notification, channels, node);
  }
}
