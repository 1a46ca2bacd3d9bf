package io.pepper.web.change;

import io.pepper.bus.Jobs;
import io.pepper.bus.Queues;
import io.pepper.bus.UnknownQueueException;
import io.pepper.bus.definition.QueueDefinition;
import io.pepper.bus.definition.QueueDocument;
import io.pepper.bus.definition.TopicDefinition;
import io.pepper.job.JobId;
import io.pepper.job.QueueName;
import io.pepper.job.TopicId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** Changes of queues, topics and dead jobs; exceptions are those of {@code io.pepper.bus}. */
@RequestScoped
public class QueueChanges {
  /**
   * A queue that was defined.
   *
   * @param isNew whether there was none of this name
   */
  public record Defined(QueueDefinition queue, boolean isNew) {}

  @Inject private Queues queues;
  @Inject private Jobs jobs;
  @Inject private AuditedRequest trail;

  public Defined define(QueueName name, JsonObject document) {
    Optional<QueueDefinition> before = queues.find(name);
    QueueDefinition after = queues.define(name, document);
    if (!before.equals(Optional.of(after))) {
      trail.note(
          "define queue",
          name,
          before.map(QueueDocument::write).orElse(null),
          QueueDocument.write(after));
    }
    return new Defined(after, before.isEmpty());
  }

  /**
   * Removes a queue.
   *
   * @throws UnknownQueueException if there is none
   */
  public void remove(QueueName name) {
    QueueDefinition before = queues.get(name);
    if (!queues.remove(name)) {
      throw new UnknownQueueException(name);
    }
    trail.note("remove queue", name, QueueDocument.write(before), null);
  }

  public TopicDefinition pause(TopicId topic) {
    boolean before = queues.get(topic).paused();
    TopicDefinition after = queues.pause(topic);
    trail.note("pause topic", topic, state(before), state(true));
    return after;
  }

  public TopicDefinition resume(TopicId topic) {
    boolean before = queues.get(topic).paused();
    TopicDefinition after = queues.resume(topic);
    trail.note("resume topic", topic, state(before), state(false));
    return after;
  }

  /**
   * Makes dead jobs ready again, at most that many.
   *
   * @return how many dead jobs are ready again
   */
  public int replay(TopicId topic, int limit) {
    return replayed(topic, jobs.replay(topic, limit));
  }

  /** Makes these dead jobs ready again. */
  public int replay(TopicId topic, List<JobId> ids) {
    return replayed(topic, jobs.replay(topic, ids));
  }

  private int replayed(TopicId topic, int count) {
    trail.note("replay dead jobs", topic, count + " dead", count + " ready");
    return count;
  }

  /**
   * Deletes all dead jobs of a topic.
   *
   * @return how many dead jobs are no more
   */
  public long purgeDead(TopicId topic) {
    long purged = jobs.purgeDead(topic, Long.MAX_VALUE);
    trail.note("purge dead jobs", topic, purged + " dead", null);
    return purged;
  }

  private static String state(boolean paused) {
    return paused ? "paused" : "delivering";
  }
}
