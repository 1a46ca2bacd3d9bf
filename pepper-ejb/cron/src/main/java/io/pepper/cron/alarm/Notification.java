package io.pepper.cron.alarm;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonObject;

/**
 * What people are told: the document that goes to webhooks and queues, described in {@code
 * docs/protocol.md}. Immutable.
 *
 * @param document as {@link Notifications} writes it
 */
record Notification(JsonObject document) {
  /** The same however often it is delivered. */
  String id() {
    return document.getString("id");
  }

  String job() {
    return document.getString("job");
  }

  String event() {
    return document.getString("event");
  }

  /** One line for people. */
  String text() {
    return document.getString("text");
  }

  byte[] toBytes() {
    return document.toString().getBytes(UTF_8);
  }
}
