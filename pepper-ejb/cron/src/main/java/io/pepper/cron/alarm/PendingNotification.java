package io.pepper.cron.alarm;

import java.util.EnumSet;
import java.util.Set;

/**
 * A notice that has not arrived everywhere. Immutable.
 *
 * @param to the channels on which it has not
 * @param by the node that sees to it
 */
record PendingNotification(Notification notice, Set<NotificationTarget> to, String by) {
  PendingNotification {
    to = Set.copyOf(to);
  }

  PendingNotification without(NotificationTarget channel) {
    Set<NotificationTarget> left = EnumSet.noneOf(NotificationTarget.class);
    left.addAll(to);
    left.remove(channel);
    return new PendingNotification(notice, left, by);
  }

  PendingNotification by(String node) {
    return new PendingNotification(notice, to, node);
  }
}
