package io.pepper.config.front.gob;

import io.pepper.config.definition.DomainName;
import io.pepper.config.node.NodeInfo;
import io.pepper.gob.GobInterface;
import io.pepper.gob.GobMap;
import io.pepper.gob.GobString;
import io.pepper.gob.GobStruct;
import io.pepper.gob.GobValue;
import jakarta.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An event that a node has sent. Its data is a {@code NodeInfo}, or a {@code Node} which holds one;
 * fields that were not sent are empty.
 *
 * @param type -1 to ask for news, 3 to register, 5 to report the state of the process
 * @param process the state, if there is one
 */
record EventRequest(long type, NodeInfo info, Optional<JsonObject> process) {
  static final int NEWS = -1;
  static final int REGISTER = 3;
  static final int PROCESS = 5;

  /**
   * Reads an event.
   *
   * @throws IllegalArgumentException if the node says of itself what cannot be
   * @throws io.pepper.gob.GobException if it is no event
   */
  static EventRequest of(GobValue value) {
    if (!(value instanceof GobStruct event)) {
      throw new IllegalArgumentException("the argument of Server.Sync must be an Event");
    }
    GobStruct data =
        event
            .find("Data", GobInterface.class)
            .map(GobInterface::value)
            .filter(GobStruct.class::isInstance)
            .map(GobStruct.class::cast)
            .orElseThrow(() ->
                new IllegalArgumentException("the Data of an Event must be a NodeInfo or a Node"));
    GobStruct info = data.find("NodeInfo", GobStruct.class).orElse(data);
    Optional<JsonObject> process = data.find("Proc", GobStruct.class).map(ProcessState::json);
    return new EventRequest(event.integer("EventType"), info(info), process);
  }

  private static NodeInfo info(GobStruct info) {
    return NodeInfo.checked(
        info.text("ID"),
        new DomainName(info.text("Domain")),
        info.text("Component"),
        info.text("Hostname"),
        info.integer("StartTime"),
        texts(info.elements("RawSubscription")),
        info.integer("Version"),
        labels(info.find("ComponentTags", GobMap.class)));
  }

  private static List<String> texts(List<GobValue> values) {
    return values.stream().map(each -> text(each, "RawSubscription")).toList();
  }

  private static Map<String, String> labels(Optional<GobMap> tags) {
    Map<String, String> labels = new LinkedHashMap<>();
    tags.ifPresent(map ->
        map.entries()
            .forEach(each ->
                labels.put(
                    text(each.key(), "ComponentTags"), text(each.value(), "ComponentTags"))));
    return labels;
  }

  private static String text(GobValue value, String field) {
    if (value instanceof GobString text) {
      return text.value();
    }
    throw new IllegalArgumentException("the field " + field + " must hold strings");
  }
}
