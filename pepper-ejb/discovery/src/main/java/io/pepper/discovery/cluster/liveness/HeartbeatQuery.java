package io.pepper.discovery.cluster.liveness;

import io.pepper.coordination.ValueJson;
import io.pepper.discovery.cluster.state.RecordJson;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A node's question to the others: whether they had later heartbeats of some of its instances.
 *
 * @param round distinguishes it from other queries of the node
 * @param ages how long ago each gave the asker a sign of life, milliseconds, by its key
 */
record HeartbeatQuery(String round, Map<String, Long> ages) {
  HeartbeatQuery {
    ages = Collections.unmodifiableMap(new LinkedHashMap<>(ages));
  }

  byte[] toBytes() {
    JsonObjectBuilder json = ValueJson.object();
    ages.forEach(json::add);
    return ValueJson.bytes(ValueJson.object().add("round", round).add("ages", json));
  }

  static HeartbeatQuery read(byte[] bytes) {
    JsonObject json = ValueJson.read(bytes);
    JsonObject listed = json.getJsonObject("ages");
    Map<String, Long> ages = LinkedHashMap.newLinkedHashMap(listed.size());
    listed.keySet().forEach(key -> ages.put(key, RecordJson.number(listed, key)));
    return new HeartbeatQuery(json.getString("round"), ages);
  }
}
