package io.pepper.web.change;

import io.pepper.bus.Jobs;
import io.pepper.bus.Queues;
import io.pepper.bus.UnknownQueueException;
import io.pepper.bus.definition.QueueDefinition;
import io.pepper.bus.definition.QueueDocument;
import io.pepper.bus.definition.TopicDefinition;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.identity.access.Permission;
import io.pepper.job.JobId;
import io.pepper.job.QueueName;
import io.pepper.job.TopicId;
import io.pepper.web.access.CurrentCaller;
import io.pepper.web.access.Requires;
import io.pepper.web.access.TagsOf;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Changes of queues, topics and dead jobs; exceptions are those of {@code io.pepper.bus}. */
@RequestScoped
public class QueueChanges {
  private static final Logger LOG = System.getLogger(QueueChanges.class.getName());
  private static final String CHANGED_MEANWHILE =
      "somebody else has changed, defined or deleted this queue meanwhile";

  /**
   * A queue that was defined.
   *
   * @param isNew whether there was none of this name
   */
  public record Defined(QueueDefinition queue, boolean isNew) {}

  @Inject private Queues queues;
  @Inject private Jobs jobs;
  @Inject private QueueCheck check;
  @Inject private AuditedRequest trail;
  @Inject private CurrentCaller caller;

  /**
   * Defines a queue. The caller needs all tags that its topics have and will have, and a consumer
   * that is a command is for admins.
   */
  @Requires(Permission.DEFINE_QUEUES)
  public Defined define(QueueName name, JsonObject document) {
    return define(name, document, present -> true);
  }

  /**
   * Defines a queue if it is still as its editor saw it.
   *
   * @param isExpected whether this is what the document was made from; empty for no queue
   * @throws InvalidDefinitionException naming the wrong field, or no field if it is another
   *     definition by now
   */
  @Requires(Permission.DEFINE_QUEUES)
  public Defined define(
      QueueName name, JsonObject document, Predicate<Optional<QueueDefinition>> isExpected) {
    Optional<QueueDefinition> before = queues.find(name);
    QueueDefinition after =
        queues.define(
            name,
            document,
            (present, next) -> {
              check.requireDefining(present, next);
              if (!isExpected.test(present)) {
                throw new InvalidDefinitionException("", CHANGED_MEANWHILE);
              }
            });
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
  @Requires(Permission.DELETE_QUEUES)
  public void remove(QueueName name) {
    QueueDefinition before = queues.get(name);
    if (!remove(before, present -> true)) {
      throw new UnknownQueueException(name);
    }
  }

  /** Removes a queue unless somebody has changed or removed it since. */
  @Requires(Permission.DELETE_QUEUES)
  void removeIfStill(QueueDefinition queue) {
    try {
      remove(queue, queue::equals);
    } catch (InvalidDefinitionException e) {
      LOG.log(Level.DEBUG, "queue {0} is not removed: {1}", queue.name(), e.getMessage());
    }
  }

  private boolean remove(QueueDefinition before, Predicate<QueueDefinition> isExpected) {
    boolean removed =
        queues.remove(
            before.name(),
            present -> {
              caller.require(Permission.DELETE_QUEUES, TagsOf.queue(present));
              if (!isExpected.test(present)) {
                throw new InvalidDefinitionException("", CHANGED_MEANWHILE);
              }
            });
    if (removed) {
      trail.note("remove queue", before.name(), QueueDocument.write(before), null);
    }
    return removed;
  }

  /**
   * Accepts jobs, for all topics of the queue. Programs push all the time: it is no change that is
   * recorded.
   *
   * @return one id for each payload
   */
  @Requires(Permission.PUSH_JOBS)
  public List<JobId> push(QueueName queue, List<byte[]> payloads, Duration delay) {
    caller.require(Permission.PUSH_JOBS, TagsOf.queue(queues.get(queue)));
    return jobs.push(queue, payloads, delay);
  }

  @Requires(Permission.PAUSE_TOPICS)
  public TopicDefinition pause(TopicId topic) {
    boolean before = checked(Permission.PAUSE_TOPICS, topic).paused();
    TopicDefinition after = queues.pause(topic);
    trail.note("pause topic", topic, state(before), state(true));
    return after;
  }

  @Requires(Permission.PAUSE_TOPICS)
  public TopicDefinition resume(TopicId topic) {
    boolean before = checked(Permission.PAUSE_TOPICS, topic).paused();
    TopicDefinition after = queues.resume(topic);
    trail.note("resume topic", topic, state(before), state(false));
    return after;
  }

  /**
   * Makes dead jobs ready again, at most that many.
   *
   * @return how many dead jobs are ready again
   */
  @Requires(Permission.REPLAY_JOBS)
  public int replay(TopicId topic, int limit) {
    checked(Permission.REPLAY_JOBS, topic);
    return replayed(topic, jobs.replay(topic, limit));
  }

  /** Makes these dead jobs ready again. */
  @Requires(Permission.REPLAY_JOBS)
  public int replay(TopicId topic, List<JobId> ids) {
    checked(Permission.REPLAY_JOBS, topic);
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
  @Requires(Permission.DELETE_JOBS)
  public long purgeDead(TopicId topic) {
    checked(Permission.DELETE_JOBS, topic);
    long purged = jobs.purgeDead(topic, Long.MAX_VALUE);
    trail.note("purge dead jobs", topic, purged + " dead", null);
    return purged;
  }

  /** Returns the topic, if the caller has the permission for its tag. */
  private TopicDefinition checked(Permission permission, TopicId topic) {
    TopicDefinition present = queues.get(topic);
    caller.require(permission, Set.of(present.tag()));
    return present;
  }

  private static String state(boolean paused) {
    return paused ? "paused" : "delivering";
  }
}
