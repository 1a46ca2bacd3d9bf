package io.pepper.cron.alarm.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.coordination.ValueJson;
import jakarta.json.JsonObject;

/**
 * A message about an alert: the document that goes to webhooks and queues (docs/protocol.md, Cron
 * alarms). Immutable.
 *
 * @param document as {@code Notifications} writes it
 */
public record Notification(JsonObject document) {
  /** Returns the id, the same however often the notification is delivered. */
  public String id() {
    return document.getString("id");
  }

  public String job() {
    return document.getString("job");
  }

  public String event() {
    return document.getString("event");
  }

  /** Returns one line for people. */
  public String text() {
    return document.getString("text");
  }

  /** Returns a notification with nothing but the id. */
  public Notification withoutText() {
    return new Notification(ValueJson.object().add("id", id()).build());
  }

  byte[] toBytes() {
    return document.toString().getBytes(UTF_8);
  }
}
