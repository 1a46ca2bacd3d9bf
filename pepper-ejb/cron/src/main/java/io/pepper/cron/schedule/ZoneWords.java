package io.pepper.cron.schedule;

import java.time.ZoneId;
import java.time.ZoneOffset;

/** Says which zone a time is in. */
final class ZoneWords {
  private ZoneWords() {}

  static String in(ZoneId zone) {
    return " in " + (zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId());
  }
}
