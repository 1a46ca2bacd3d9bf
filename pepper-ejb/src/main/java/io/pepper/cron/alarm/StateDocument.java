package io.pepper.cron.alarm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.cron.definition.Alarms.Event;
import io.pepper.cron.definition.Choices;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How the state of a job's alarms is kept. */
final class StateDocument {
  /** Looked up once: the lookup searches the class path. */
  private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());

  private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

  private StateDocument() {}

  static byte[] write(AlarmState state) {
    JsonArrayBuilder untold = BUILDERS.createArrayBuilder();
    for (Untold each : state.untold()) {
      untold.add(
          BUILDERS
              .createObjectBuilder()
              .add("to", names(each.to()))
              .add("by", each.by())
              .add("notice", each.notice().document()));
    }
    return BUILDERS
        .createObjectBuilder()
        .add("raised", names(state.raised()))
        .add("alarmed", state.alarmed())
        .add("untold", untold)
        .build()
        .toString()
        .getBytes(UTF_8);
  }

  /**
   * @throws RuntimeException if it is none
   */
  static AlarmState read(byte[] bytes) {
    try (JsonReader reader = READERS.createReader(new ByteArrayInputStream(bytes))) {
      JsonObject json = reader.readObject();
      List<Untold> untold =
          json.getJsonArray("untold").getValuesAs(JsonObject.class).stream()
              .map(StateDocument::untold)
              .toList();
      Set<Event> raised =
          values(json.getJsonArray("raised"), text -> Choices.named(Event.class, text));
      return new AlarmState(raised, json.getBoolean("alarmed"), untold);
    }
  }

  private static Untold untold(JsonObject json) {
    return new Untold(
        new Notice(json.getJsonObject("notice")),
        values(json.getJsonArray("to"), text -> Choices.named(Channel.class, text)),
        json.getString("by"));
  }

  private static JsonArrayBuilder names(Set<? extends Enum<?>> values) {
    JsonArrayBuilder names = BUILDERS.createArrayBuilder();
    values.stream().map(Choices::text).sorted().forEach(names::add);
    return names;
  }

  private static <E> Set<E> values(JsonArray names, Function<String, E> reading) {
    return names.getValuesAs(JsonString::getString).stream()
        .map(reading)
        .collect(Collectors.toSet());
  }
}
