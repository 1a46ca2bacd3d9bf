package io.pepper.cron.alarm.channel;

import io.pepper.cron.definition.Alarms;
import io.pepper.cron.definition.document.EnumText;
import java.util.EnumSet;
import java.util.Set;

/** The ways on which people hear of alarms. */
public enum ChannelType {
  WEBHOOK,
  MAIL,
  QUEUE;

  public String text() {
    return EnumText.text(this);
  }

  /** Those that a job's alarms go to. */
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
