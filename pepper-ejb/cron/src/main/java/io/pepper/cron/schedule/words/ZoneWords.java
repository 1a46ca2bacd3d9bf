package io.pepper.cron.schedule.words;

import java.time.ZoneId;
import java.time.ZoneOffset;

/** The zone of a time in English. */
public final class ZoneWords {
  private ZoneWords() {}

  public static String in(ZoneId zone) {
    return " in " + (zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId());
  }
}
