package io.pepper.store.embedded;

import io.pepper.job.TopicId;
import java.util.Map;

/**
 * The numbers of the jobs of one topic that succeeded and failed so far. Used by the one thread of
 * the store.
 */
final class JobTotals {
  private final Map<String, String> all;
  private final String topic;

  /**
   * @param all by topic, both numbers as text
   */
  JobTotals(Map<String, String> all, TopicId topic) {
    this.all = all;
    this.topic = topic.toString();
  }

  void add(long succeeded, long failed) {
    all.put(topic, (succeeded() + succeeded) + " " + (failed() + failed));
  }

  long succeeded() {
    return Long.parseLong(parts()[0]);
  }

  long failed() {
    return Long.parseLong(parts()[1]);
  }

  private String[] parts() {
    return all.getOrDefault(topic, "0 0").split(" ");
  }
}
