package io.pepper.cron.cluster;

import io.pepper.coordination.ValueJson;
import io.pepper.coordination.membership.Member;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A node that takes part in cron.
 *
 * @param node the node's name
 * @param incarnation the incarnation of the node: new at each start and after each lost lease
 * @param tags the tags of the jobs it runs
 * @param home the name of its installation
 */
public record CronMember(String node, String incarnation, Set<String> tags, String home)
    implements Member {
  public CronMember {
    tags = Set.copyOf(tags);
  }

  @Override
  public byte[] toBytes() {
    JsonArrayBuilder list = ValueJson.array();
    tags.stream().sorted().forEach(list::add);
    return ValueJson.bytes(
        ValueJson.object().add("life", incarnation).add("tags", list).add("home", home));
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
