package io.pepper.web.keeper;

import io.pepper.definition.ExactJson;
import io.pepper.definition.MalformedJsonException;
import io.pepper.discovery.instance.AppSettings;
import io.pepper.discovery.instance.SettingsDocument;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of operators for a service and its instances, as gokeeper's property.
 *
 * @param zoneWeights weights by the zone they are for and the zone of the instance, as they are
 *     written in settings
 * @param strategy empty if the property says nothing of it
 * @param attributes by the ids of instances
 */
record ServiceProperty(
    String service,
    JsonObject zoneWeights,
    Optional<String> strategy,
    Map<String, InstanceAttributes> attributes) {

  /**
   * Reads a property: {@code {"service_name":"a","zone_weights":{"z1":{"src":"z1","dst":{"z2":
   * 5}}},"attrs":{"id":{"name":"value"}}}}, and {@code "strategy"}.
   *
   * @throws KeeperException naming the field at fault
   */
  static ServiceProperty read(String body) {
    JsonObject json;
    try {
      json = ExactJson.read(body);
    } catch (MalformedJsonException e) {
      throw new KeeperException("the body must be a property in JSON: " + e.getMessage());
    }
    if (!(json.get("service_name") instanceof JsonString service)
        || service.getString().isBlank()) {
      throw new KeeperException("service_name is required");
    }
    Map<String, InstanceAttributes> attributes = new LinkedHashMap<>();
    object(json, "attrs")
        .forEach((id, values) -> attributes.put(id, InstanceAttributes.of(texts(id, values))));
    return new ServiceProperty(
        service.getString(),
        weights(object(json, "zone_weights")),
        json.get("strategy") instanceof JsonString strategy
            ? Optional.of(strategy.getString())
            : Optional.empty(),
        attributes);
  }

  private static JsonObject weights(JsonObject zones) {
    JsonObjectBuilder weights = Json.createObjectBuilder();
    zones.forEach((zone, value) -> {
      if (!(value instanceof JsonObject each) || !(each.get("dst") instanceof JsonObject targets)) {
        throw new KeeperException(
            "zone_weights." + zone + " must be {\"src\":zone,\"dst\":{zone:weight}}");
      }
      if (!each.getString("src", zone).equals(zone)) {
        throw new KeeperException("zone_weights." + zone + ".src must be " + zone);
      }
      weights.add(zone, targets);
    });
    return weights.build();
  }

  private static JsonObject object(JsonObject json, String name) {
    JsonValue value = json.get(name);
    if (value == null || value == JsonValue.NULL) {
      return JsonValue.EMPTY_JSON_OBJECT;
    }
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new KeeperException(name + " must be an object");
  }

  private static Map<String, String> texts(String id, JsonValue values) {
    if (!(values instanceof JsonObject object)) {
      throw new KeeperException("attrs." + id + " must be an object of strings");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    object.forEach((name, value) -> {
      if (!(value instanceof JsonString text)) {
        throw new KeeperException("attrs." + id + "." + name + " must be a string");
      }
      texts.put(name, text.getString());
    });
    return texts;
  }

  /** Returns the settings that this makes of the present ones, as a document. */
  JsonObject settings(AppSettings present) {
    JsonObjectBuilder settings = Json.createObjectBuilder(SettingsDocument.write(present));
    settings.add("zoneWeights", zoneWeights);
    strategy.ifPresent(text -> settings.add("strategy", text));
    return settings.build();
  }
}
