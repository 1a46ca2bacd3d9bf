package io.pepper.cron.alarm;

import io.pepper.cron.definition.Alarms;
import io.pepper.cron.definition.Choices;
import java.util.EnumSet;
import java.util.Set;

/** The ways on which people hear of alarms. */
enum NotificationTarget {
  WEBHOOK,
  MAIL,
  QUEUE;

  String text() {
    return Choices.text(this);
  }

  /** Those that a job's alarms go to. */
  static Set<NotificationTarget> of(Alarms alarms) {
    Set<NotificationTarget> channels = EnumSet.noneOf(NotificationTarget.class);
    alarms.webhook().ifPresent(url -> channels.add(WEBHOOK));
    alarms.queue().ifPresent(queue -> channels.add(QUEUE));
    if (!alarms.mail().isEmpty()) {
      channels.add(MAIL);
    }
    return channels;
  }
}
