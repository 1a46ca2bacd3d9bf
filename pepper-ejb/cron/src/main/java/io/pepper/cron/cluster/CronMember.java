package io.pepper.cron.cluster;

import io.pepper.coordination.ValueJson;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A node that takes part.
 *
 * @param node its name
 * @param life which of its lives: new whenever it starts or had lost its lease
 * @param tags of the jobs it runs
 * @param home where it lives, so that it recognises its own former life
 */
public record CronMember(String node, String life, Set<String> tags, String home) {
  public CronMember {
    tags = Set.copyOf(tags);
  }

  byte[] toBytes() {
    JsonArrayBuilder list = ValueJson.array();
    tags.stream().sorted().forEach(list::add);
    return ValueJson.bytes(
        ValueJson.object().add("life", life).add("tags", list).add("home", home));
  }

  static CronMember read(String node, byte[] bytes) {
    JsonObject json = ValueJson.read(bytes);
    return new CronMember(
        node,
        json.getString("life"),
        json.getJsonArray("tags").getValuesAs(JsonString::getString).stream()
            .collect(Collectors.toSet()),
        json.getString("home"));
  }
}
