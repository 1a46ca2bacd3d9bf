package io.pepper.web.discovery.json;

import io.pepper.discovery.instance.AppSettings;
import io.pepper.json.JsonWriter;
import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import java.util.Iterator;
import java.util.Map;

/**
 * The form in which the weights between zones are sent. The original's own clients and those of
 * kratos want different forms, and get no instances at all from a reply with the other's.
 */
public enum SchedulerShape {
  /** {@code [{"src":"a","dst":{"b":1}}]}, for the original's {@code naming} clients. */
  ARRAY,
  /** {@code {"clients":{"a":{"zones":{"b":{"weight":1}}}},"remark":""}}, for those of kratos. */
  OBJECT;

  static final String SETTING = "pepper.discovery.scheduler";

  public static SchedulerShape of(Settings settings) {
    String text = settings.text(SETTING).orElse("array");
    return switch (text) {
      case "array" -> ARRAY;
      case "object" -> OBJECT;
      default -> throw new InvalidSettingException(SETTING, text, "array or object");
    };
  }

  void write(JsonWriter json, AppSettings settings) {
    if (this == ARRAY) {
      array(json, settings.zoneWeights());
    } else {
      object(json, settings);
    }
  }

  private static void array(JsonWriter json, Map<String, Map<String, Integer>> weights) {
    json.raw('[');
    for (Iterator<String> source = weights.keySet().iterator(); source.hasNext(); ) {
      String name = source.next();
      json.raw("{\"src\":").string(name).raw(",\"dst\":{");
      Map<String, Integer> targets = weights.get(name);
      for (Iterator<String> target = targets.keySet().iterator(); target.hasNext(); ) {
        String zone = target.next();
        json.string(zone).raw(':').number(targets.get(zone)).comma(target);
      }
      json.raw("}}").comma(source);
    }
    json.raw(']');
  }

  private static void object(JsonWriter json, AppSettings settings) {
    Map<String, Map<String, Integer>> weights = settings.zoneWeights();
    json.raw("{\"clients\":{");
    for (Iterator<String> source = weights.keySet().iterator(); source.hasNext(); ) {
      String name = source.next();
      json.string(name).raw(":{\"zones\":{");
      Map<String, Integer> targets = weights.get(name);
      for (Iterator<String> target = targets.keySet().iterator(); target.hasNext(); ) {
        String zone = target.next();
        json.string(zone).raw(":{\"weight\":").number(targets.get(zone)).raw('}').comma(target);
      }
      json.raw("}}").comma(source);
    }
    json.raw("},\"remark\":").string(settings.remark()).raw('}');
  }
}
