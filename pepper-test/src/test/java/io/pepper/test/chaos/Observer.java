package io.pepper.test.chaos;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what nodes tell consumers. Safe for threads. */
final class Observer {
  /**
   * An application as a node tells it.
   *
   * @param at when it was asked
   */
  record View(Instant at, Set<String> hosts, long timestamp) {
    /** The same content, whenever it was asked for. */
    boolean agreesWith(View other) {
      return hosts.equals(other.hosts) && timestamp == other.timestamp;
    }
  }

  private final DiscoveryNodes nodes;
  private final List<String> apps;

  Observer(DiscoveryNodes nodes, List<String> apps) {
    this.nodes = nodes;
    this.apps = apps;
  }

  /** All applications at one node; empty if it does not answer. */
  Optional<Map<String, View>> look(int node) throws InterruptedException {
    Instant at = Instant.now();
    String query = "/discovery/fetchs?status=3&env=" + Provider.ENVIRONMENT;
    for (String app : apps) {
      query += "&appid=" + app;
    }
    return nodes
        .get(node, query)
        .map(Observer::parsed)
        .filter(Observer::isOk)
        .map(answer -> {
          Map<String, View> views = new HashMap<>();
          JsonObject data = answer.getJsonObject("data");
          for (String app : apps) {
            views.put(app, data.containsKey(app) ? view(at, data.getJsonObject(app)) : none(at));
          }
          return views;
        });
  }

  private static boolean isOk(JsonObject answer) {
    return answer.getInt("code") == 0;
  }

  private static View none(Instant at) {
    return new View(at, Set.of(), 0);
  }

  private static View view(Instant at, JsonObject app) {
    Set<String> hosts = new HashSet<>();
    for (JsonValue zone : app.getJsonObject("instances").values()) {
      zone.asJsonArray()
          .getValuesAs(JsonObject.class)
          .forEach(instance -> hosts.add(instance.getString("hostname")));
    }
    return new View(at, hosts, app.getJsonNumber("latest_timestamp").longValueExact());
  }

  private static JsonObject parsed(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }
}
