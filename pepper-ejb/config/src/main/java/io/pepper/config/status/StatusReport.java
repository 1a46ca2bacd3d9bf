package io.pepper.config.status;

import io.pepper.config.snapshot.NodeStatus;
import io.pepper.coordination.ValueJson;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The reports of a server about its nodes, as Coordination keeps them: at most 1,000 nodes in one
 * value, and far less than a value may have.
 */
final class StatusReport {
  static final int MAX_NODES = 1000;

  private static final int MAX_CHARACTERS = 200_000;
  private static final int MAX_TEXT_CHARACTERS = 200;

  private StatusReport() {}

  /** Writes nodes as the values of as many keys as it takes. */
  static List<byte[]> write(List<NodeStatus> nodes) {
    List<byte[]> reports = new ArrayList<>();
    JsonArrayBuilder report = ValueJson.array();
    int count = 0;
    int characters = 0;
    for (NodeStatus node : nodes) {
      int more = characters(node);
      if (count == MAX_NODES || count > 0 && characters + more > MAX_CHARACTERS) {
        reports.add(bytes(report));
        report = ValueJson.array();
        count = 0;
        characters = 0;
      }
      report.add(object(node));
      count++;
      characters += more;
    }
    if (count > 0) {
      reports.add(bytes(report));
    }
    return reports;
  }

  private static byte[] bytes(JsonArrayBuilder report) {
    return ValueJson.bytes(ValueJson.object().add("nodes", report));
  }

  private static int characters(NodeStatus node) {
    return shortened(node.node()).length()
        + shortened(node.component()).length()
        + shortened(node.hostname()).length()
        + node.labels().entrySet().stream()
            .mapToInt(
                each -> shortened(each.getKey()).length() + shortened(each.getValue()).length())
            .sum();
  }

  private static JsonObjectBuilder object(NodeStatus node) {
    return ValueJson.object()
        .add("node", shortened(node.node()))
        .add("component", shortened(node.component()))
        .add("hostname", shortened(node.hostname()))
        .add("transport", node.transport())
        .add("peer", node.peer())
        .add("revision", node.revision())
        .add("expected", node.expected())
        .add("since", node.since().toEpochMilli())
        .add("lagging", node.isLagging())
        .add("labels", labels(node));
  }

  private static JsonObjectBuilder labels(NodeStatus node) {
    JsonObjectBuilder json = ValueJson.object();
    node.labels().forEach((label, value) -> json.add(shortened(label), shortened(value)));
    return json;
  }

  private static String shortened(String text) {
    return text.length() <= MAX_TEXT_CHARACTERS ? text : text.substring(0, MAX_TEXT_CHARACTERS);
  }

  /**
   * Reads a report.
   *
   * @throws jakarta.json.JsonException if it is no JSON
   * @throws ClassCastException if a field has another type
   * @throws NullPointerException if a field is missing
   */
  static List<NodeStatus> read(String server, byte[] report) {
    return ValueJson.read(report).getJsonArray("nodes").getValuesAs(JsonObject.class).stream()
        .map(json ->
            new NodeStatus(
                json.getString("node"),
                json.getString("component"),
                json.getString("hostname"),
                server,
                json.getString("transport"),
                json.getString("peer"),
                json.getJsonNumber("revision").longValue(),
                json.getJsonNumber("expected").longValue(),
                Instant.ofEpochMilli(json.getJsonNumber("since").longValue()),
                json.getBoolean("lagging"),
                labels(json)))
        .toList();
  }

  /** Returns the labels of a report; none of a server that does not report them yet. */
  private static Map<String, String> labels(JsonObject json) {
    Map<String, String> labels = new HashMap<>();
    if (json.containsKey("labels")) {
      JsonObject reported = json.getJsonObject("labels");
      reported.keySet().forEach(label -> labels.put(label, reported.getString(label)));
    }
    return labels;
  }
}
