package io.pepper.cron.alarm;

import io.pepper.cron.alarm.channel.ChannelType;
import io.pepper.cron.alarm.channel.Notification;
import java.util.EnumSet;
import java.util.Set;

/**
 * A notice that has not arrived everywhere. Immutable.
 *
 * @param to the channels on which it has not
 * @param by the node that sees to it
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

  PendingNotification withNode(String node) {
    return new PendingNotification(notification, channels, node);
  }
}
