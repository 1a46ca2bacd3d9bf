package io.pepper.config.document;

import io.pepper.config.definition.DomainSettings;
import io.pepper.config.definition.GrayRule;
import io.pepper.config.definition.SchemasJson;
import io.pepper.coordination.ValueJson;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The stored form of a domain's settings and of rules of gray releases. */
public final class SettingsJson {
  private SettingsJson() {}

  public static void write(JsonObjectBuilder json, DomainSettings settings) {
    json.add("tag", settings.tag()).add("needsReview", settings.needsReview());
    settings.webhook().ifPresent(address -> json.add("webhook", address.toString()));
    if (!settings.schemas().isEmpty()) {
      json.add("schemas", SchemasJson.write(settings.schemas()));
    }
  }

  public static DomainSettings readDomain(JsonObject json) {
    return new DomainSettings(
        json.getString("tag", DomainSettings.DEFAULT_TAG),
        json.getBoolean("needsReview", false),
        Optional.ofNullable(json.getString("webhook", null)).map(URI::create),
        json.containsKey("schemas") ? SchemasJson.read(json.getJsonObject("schemas")) : List.of());
  }

  public static void write(JsonObjectBuilder json, GrayRule rule) {
    switch (rule) {
      case GrayRule.ListedNodes list -> {
        JsonArrayBuilder nodes = ValueJson.array();
        list.nodes().stream().sorted().forEach(nodes::add);
        json.add("nodes", nodes);
      }
      case GrayRule.LabelledNodes wanted -> {
        JsonObjectBuilder labels = ValueJson.object();
        wanted.labels().forEach(labels::add);
        json.add("labels", labels);
      }
      case GrayRule.ShareOfNodes share -> json.add("percent", share.percent());
    }
  }

  public static GrayRule readRule(JsonObject json) {
    if (json.containsKey("nodes")) {
      Set<String> nodes = new HashSet<>();
      json.getJsonArray("nodes").getValuesAs(JsonString::getString).forEach(nodes::add);
      return new GrayRule.ListedNodes(nodes);
    }
    if (json.containsKey("labels")) {
      Map<String, String> labels = new HashMap<>();
      JsonObject stored = json.getJsonObject("labels");
      stored.keySet().forEach(name -> labels.put(name, stored.getString(name)));
      return new GrayRule.LabelledNodes(labels);
    }
    return new GrayRule.ShareOfNodes(json.getInt("percent"));
  }
}
