package io.pepper.cron.cluster;

import jakarta.json.JsonObject;
import java.time.Instant;

/** The numbers in values of our keys; times are in milliseconds. */
final class StateJson {
  private StateJson() {}

  static long number(JsonObject json, String name) {
    return json.getJsonNumber(name).longValueExact();
  }

  static Instant instant(JsonObject json, String name) {
    return Instant.ofEpochMilli(number(json, name));
  }
}
