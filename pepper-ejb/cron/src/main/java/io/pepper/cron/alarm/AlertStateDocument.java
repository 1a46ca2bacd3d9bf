package io.pepper.cron.alarm;

import io.pepper.coordination.ValueJson;
import io.pepper.cron.alarm.channel.ChannelType;
import io.pepper.cron.alarm.channel.Notification;
import io.pepper.cron.definition.Alarms.Event;
import io.pepper.cron.definition.document.EnumText;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The JSON in which the alert state of a job is kept in Coordination. */
final class AlertStateDocument {
  private AlertStateDocument() {}

  static byte[] write(AlertState state) {
    JsonArrayBuilder pending = ValueJson.array();
    for (PendingNotification each : state.pending()) {
      pending.add(
          ValueJson.object()
              .add("to", names(each.channels()))
              .add("by", each.node())
              .add("notice", each.notification().document()));
    }
    return ValueJson.bytes(
        ValueJson.object()
            .add("raised", names(state.raised()))
            .add("alarmed", state.alarmed())
            .add("untold", pending));
  }

  /**
   * @throws RuntimeException if it is none
   */
  static AlertState read(byte[] bytes) {
    JsonObject json = ValueJson.read(bytes);
    List<PendingNotification> pending =
        json.getJsonArray("untold").getValuesAs(JsonObject.class).stream()
            .map(AlertStateDocument::pending)
            .toList();
    Set<Event> raised =
        values(json.getJsonArray("raised"), text -> EnumText.parse(Event.class, text));
    return new AlertState(raised, json.getBoolean("alarmed"), pending);
  }

  private static PendingNotification pending(JsonObject json) {
    return new PendingNotification(
        new Notification(json.getJsonObject("notice")),
        values(json.getJsonArray("to"), text -> EnumText.parse(ChannelType.class, text)),
        json.getString("by"));
  }

  private static JsonArrayBuilder names(Set<? extends Enum<?>> values) {
    JsonArrayBuilder names = ValueJson.array();
    values.stream().map(EnumText::text).sorted().forEach(names::add);
    return names;
  }

  private static <E> Set<E> values(JsonArray names, Function<String, E> reading) {
    return names.getValuesAs(JsonString::getString).stream()
        .map(reading)
        .collect(Collectors.toSet());
  }
}
