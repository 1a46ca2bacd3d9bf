package io.pepper.web.discovery.json;

import io.pepper.discovery.Registry;
import io.pepper.discovery.instance.AppSettings;
import io.pepper.discovery.instance.Application;
import io.pepper.discovery.instance.Instance;
import io.pepper.json.JsonWriter;
import java.util.Iterator;
import java.util.Map;

/**
 * The JSON of one application, {@code InstanceInfo} of the original (docs/protocol.md, Discovery
 * over HTTP).
 */
public final class ApplicationJson {
  private final Registry registry;
  private final SchedulerShape shape;

  public ApplicationJson(Registry registry, SchedulerShape shape) {
    this.registry = registry;
    this.shape = shape;
  }

  /**
   * @param zone the only one wanted; empty for all
   */
  public void write(JsonWriter json, Application application, StatusFilter wanted, String zone) {
    json.raw("{\"instances\":{");
    Map<String, Map<String, Instance>> zones = application.zones();
    boolean isFirst = true;
    for (Map.Entry<String, Map<String, Instance>> each : zones.entrySet()) {
      if (zone.isEmpty() || zone.equals(each.getKey())) {
        json.raw(isFirst ? "" : ",").string(each.getKey()).raw(':');
        instances(json, each.getValue(), wanted);
        isFirst = false;
      }
    }
    json.raw('}');
    scheduler(json, application.settings());
    json.raw(",\"latest_timestamp\":").number(application.changed()).raw('}');
  }

  private void instances(JsonWriter json, Map<String, Instance> instances, StatusFilter wanted) {
    Iterator<Instance> each = instances.values().stream().filter(wanted::include).iterator();
    json.raw('[');
    while (each.hasNext()) {
      instance(json, each.next());
      json.comma(each);
    }
    json.raw(']');
  }

  public void instance(JsonWriter json, Instance instance) {
    InstanceJson.write(json, instance, registry.renewed(instance.key()).orElse(instance.changed()));
  }

  private void scheduler(JsonWriter json, AppSettings settings) {
    if (!settings.zoneWeights().isEmpty()) {
      json.raw(",\"scheduler\":");
      shape.write(json, settings);
    }
  }
}
