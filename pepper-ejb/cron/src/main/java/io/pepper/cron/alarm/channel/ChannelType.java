package io.pepper.cron.alarm.channel;

import io.pepper.cron.definition.Alarms;
import io.pepper.cron.definition.document.EnumText;
import java.util.EnumSet;
import java.util.Set;

/** The types of channels on which notifications are delivered. */
public enum ChannelType {
  WEBHOOK,
  MAIL,
  QUEUE;

  public String text() {
    return EnumText.text(this);
  }

  /** Returns the types that a job's {@code alarms} name. */
  public static Set<ChannelType> of(Alarms alarms) {
    Set<ChannelType> channels = EnumSet.noneOf(ChannelType.class);
    alarms.webhook().ifPresent(url -> channels.add(WEBHOOK));
    alarms.queue().ifPresent(queue -> channels.add(QUEUE));
    if (!alarms.mail().isEmpty()) {
      channels.add(MAIL);
    }
    return channels;
  }
}
