package io.pepper.discovery.cluster;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.List;

/**
 * A node asks the others whether they have had heartbeats of some of its instances.
 *
 * @param round tells it from other asks of the node
 * @param instances their keys
 */
record Ask(String round, List<String> instances) {
  Ask {
    instances = List.copyOf(instances);
  }

  byte[] toBytes() {
    JsonArrayBuilder keys = RecordJson.array();
    instances.forEach(keys::add);
    return RecordJson.bytes(RecordJson.object().add("round", round).add("instances", keys));
  }

  static Ask read(byte[] bytes) {
    JsonObject json = RecordJson.object(bytes);
    return new Ask(
        json.getString("round"), json.getJsonArray("instances").getValuesAs(JsonString::getString));
  }
}
