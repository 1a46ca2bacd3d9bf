package io.pepper.web.faces.bus.editor;

import io.pepper.bus.UnknownQueueException;
import io.pepper.bus.UnknownTopicException;
import io.pepper.bus.definition.QueueDefinition;
import io.pepper.job.TopicId;
import io.pepper.store.JobCounts;
import io.pepper.web.faces.Readable;
import io.pepper.web.read.QueueReads;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Predicate;

/** The jobs of a queue, counted before somebody puts them out of reach. */
@RequestScoped
class QueueContents {
  @Inject private QueueReads queues;

  /**
   * Counts the jobs of some topics.
   *
   * @param topics whether the topic of a name counts
   * @return such as {@code 12 ready, 3 scheduled, 0 running and 1,501 dead jobs}; empty for none
   */
  String of(Optional<QueueDefinition> queue, Predicate<String> topics) {
    long[] sums = new long[4];
    queue.ifPresent(each ->
        each.topics().keySet().stream()
            .filter(topic -> topics.test(topic.value()))
            .flatMap(topic -> counts(each.idOf(topic)).stream())
            .forEach(counts -> add(sums, counts)));
    return sums[0] + sums[1] + sums[2] + sums[3] == 0
        ? ""
        : "%s ready, %s scheduled, %s running and %s dead jobs"
            .formatted(
                Readable.count(sums[0]),
                Readable.count(sums[1]),
                Readable.count(sums[2]),
                Readable.count(sums[3]));
  }

  /** Returns nothing for a topic that was removed since. */
  private Optional<JobCounts> counts(TopicId topic) {
    try {
      return Optional.of(queues.counts(topic));
    } catch (UnknownQueueException | UnknownTopicException e) {
      return Optional.empty();
    }
  }

  private static void add(long[] sums, JobCounts counts) {
    sums[0] += counts.ready();
    sums[1] += counts.scheduled();
    sums[2] += counts.running();
    sums[3] += counts.dead();
  }
}
