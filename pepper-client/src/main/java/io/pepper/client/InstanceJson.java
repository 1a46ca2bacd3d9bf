package io.pepper.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The instances as they are on the wire (docs/protocol.md, "Discovery over HTTP") and in the
 * snapshot. What servers add is ignored, what they leave out is empty; an instance that makes no
 * sense is left out.
 */
final class InstanceJson {
  private InstanceJson() {}

  static Instance instance(
      Registration registration, String zone, String hostname, String region, long changed) {
    return new Instance(
        registration.app(),
        zone,
        hostname,
        region,
        registration.addresses(),
        registration.metadata(),
        registration.version(),
        registration.status(),
        changed);
  }

  static Optional<Instance> read(String app, String zone, Object json) {
    if (!(json instanceof Map<?, ?> fields)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Instance(
              app,
              zone,
              text(fields.get("hostname")),
              text(fields.get("region")),
              texts(fields.get("addrs")),
              metadata(fields.get("metadata")),
              text(fields.get("version")),
              number(fields.get("status")) == Status.WAITING.number() ? Status.WAITING : Status.UP,
              number(fields.get("latest_timestamp"))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static Map<String, Object> write(Instance instance) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("region", instance.region());
    fields.put("hostname", instance.hostname());
    fields.put("addrs", instance.addresses());
    fields.put("version", instance.version());
    fields.put("metadata", instance.metadata());
    fields.put("status", instance.status().number());
    fields.put("latest_timestamp", instance.changed());
    return fields;
  }

  static long number(Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }

  static String text(Object value) {
    return value == null ? "" : value.toString();
  }

  private static List<String> texts(Object value) {
    List<String> texts = new ArrayList<>();
    if (value instanceof List<?> list) {
      list.stream().filter(Objects::nonNull).forEach(element -> texts.add(element.toString()));
    }
    return texts;
  }

  private static Map<String, String> metadata(Object value) {
    Map<String, String> metadata = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, text) -> metadata.put(name.toString(), text(text)));
    }
    return metadata;
  }
}
