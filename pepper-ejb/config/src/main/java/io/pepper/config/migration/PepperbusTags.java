package io.pepper.config.migration;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The tags of pepperbus' {@code tags_mapping}: which nodes consume which topics. */
record PepperbusTags(Map<String, JsonObject> byTag) {
  static PepperbusTags of(JsonObject mapping) {
    Map<String, JsonObject> tags = new TreeMap<>();
    mapping.forEach((tag, queues) -> {
      if (queues instanceof JsonObject object) {
        tags.put(tag, object);
      }
    });
    return new PepperbusTags(tags);
  }

  /** Returns the tags whose nodes consume a topic, in order. */
  List<String> of(String queue, String topic) {
    List<String> tags = new ArrayList<>();
    byTag.forEach((tag, queues) -> {
      if (includes(Optional.ofNullable(queues.get(queue)), topic)) {
        tags.add(tag);
      }
    });
    return tags;
  }

  /** No topics are all topics. */
  private static boolean includes(Optional<?> topics, String topic) {
    return topics.isPresent()
        && topics.get() instanceof JsonArray array
        && (array.isEmpty()
            || array.stream()
                .anyMatch(
                    each -> each instanceof JsonString text && text.getString().equals(topic)));
  }
}
