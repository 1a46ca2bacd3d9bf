package io.pepper.cron.alarm.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonObject;

/**
 * What people are told: the document that goes to webhooks and queues, described in {@code
 * docs/protocol.md}. Immutable.
 *
 * @param document as {@code Notifications} writes it
 */
public record Notification(JsonObject document) {
  /** The same however often it is delivered. */
  public String id() {
    return document.getString("id");
  }

  public String job() {
    return document.getString("job");
  }

  public String event() {
    return document.getString("event");
  }

  /** One line for people. */
  public String text() {
    return document.getString("text");
  }

  byte[] toBytes() {
    return document.toString().getBytes(UTF_8);
  }
}
