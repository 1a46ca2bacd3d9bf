package io.pepper.bus.accept;

import io.pepper.bus.definition.FormSize;
import io.pepper.bus.definition.QueueDefinition;
import io.pepper.bus.definition.TopicDefinition;
import io.pepper.job.TopicId;
import java.util.List;

/**
 * The refusal of jobs that do not fit into the form for one of the queue's consumers: PHP drops a
 * form that is too large and runs the script without it. Immutable.
 *
 * @param maxFormBytes the largest form of topics that name no limit
 */
record FormLimits(int maxFormBytes) {
  /**
   * Checks payloads against the smallest limit of the queue's topics.
   *
   * @throws RefusedException.FormTooLarge if a payload is too large
   */
  void refuseBeyond(QueueDefinition queue, List<byte[]> payloads) {
    long room = Long.MAX_VALUE;
    for (TopicDefinition topic : queue.topics().values()) {
      if (topic.sendsForms()) {
        room = Math.min(room, limit(topic) - FormSize.frame(queue.name(), topic.name()));
      }
    }
    for (byte[] payload : payloads) {
      // The bound costs one multiplication; only large payloads are encoded.
      if (FormSize.upperBound(payload.length) > room) {
        check(queue, payload);
      }
    }
  }

  private void check(QueueDefinition queue, byte[] payload) {
    long size = FormSize.of(payload);
    for (TopicDefinition topic : queue.topics().values()) {
      TopicId id = queue.idOf(topic.name());
      long form = FormSize.frame(id) + size;
      if (topic.sendsForms() && form > limit(topic)) {
        throw new RefusedException.FormTooLarge(id, form, limit(topic));
      }
    }
  }

  private int limit(TopicDefinition topic) {
    return topic.maxFormBytes().orElse(maxFormBytes);
  }
}
