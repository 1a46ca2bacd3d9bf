package io.pepper.web.change;

import io.pepper.bus.Jobs;
import io.pepper.bus.Queues;
import io.pepper.bus.definition.QueueDefinition;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.identity.access.Permission;
import io.pepper.identity.access.PermissionDeniedException;
import io.pepper.job.QueueName;
import io.pepper.web.access.Requires;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The import of queues from a document such as {@code GET /api/v1/queues} answers: planned first,
 * then done; while one queue is refused, none is changed. The caller needs the same rights as to
 * define each of them.
 */
@RequestScoped
public class QueueImport {
  @Inject private Queues queues;
  @Inject private Jobs jobs;
  @Inject private QueueChanges changes;
  @Inject private QueueCheck check;

  /**
   * Returns what an import would do to each queue of a document, and changes nothing.
   *
   * @param document {@code {"queues": {"<name>": <queue document>, …}}}
   * @throws InvalidDefinitionException if it is no such document
   */
  @Requires(Permission.DEFINE_QUEUES)
  public List<PlannedQueue> plan(JsonObject document) {
    List<PlannedQueue> plan = new ArrayList<>();
    queuesOf(document)
        .forEach((name, queue) -> {
          try {
            plan.add(planned(name, queue));
          } catch (InvalidDefinitionException | PermissionDeniedException e) {
            plan.add(PlannedQueue.refused(name, e.getMessage()));
          }
        });
    return plan;
  }

  /**
   * Defines the queues that are new or changed.
   *
   * @return what was done
   * @throws InvalidDefinitionException naming the first queue that is refused; nothing has changed
   *     then
   * @throws PermissionDeniedException if the caller may not define one of them; nothing has changed
   *     then
   */
  @Requires(Permission.DEFINE_QUEUES)
  public List<PlannedQueue> run(JsonObject document) {
    JsonObject all = queuesOf(document);
    List<PlannedQueue> plan = new ArrayList<>();
    all.forEach((name, queue) -> {
      try {
        plan.add(planned(name, queue));
      } catch (InvalidDefinitionException e) {
        throw e.within("queues." + name);
      }
    });
    plan.stream()
        .filter(queue -> queue.change() != PlannedQueue.ImportEffect.UNCHANGED)
        .forEach(
            queue -> changes.define(new QueueName(queue.name()), all.getJsonObject(queue.name())));
    return plan;
  }

  private static JsonObject queuesOf(JsonObject document) {
    if (document.get("queues") instanceof JsonObject all && document.size() == 1) {
      return all;
    }
    throw new InvalidDefinitionException(
        "queues", "is needed, and nothing else: an object with a queue document for each name");
  }

  private PlannedQueue planned(String text, JsonValue document) {
    if (!(document instanceof JsonObject queue)) {
      throw new InvalidDefinitionException("", "must be an object");
    }
    QueueName name = nameOf(text);
    Optional<QueueDefinition> before = queues.find(name);
    before.ifPresent(check::requireChanging);
    QueueDefinition after = queues.check(name, queue);
    check.requireDefining(before, after);
    long unreachable = before.map(present -> unreachable(present, after)).orElse(0L);
    return new PlannedQueue(text, effect(before, after), "", after.topics().size(), unreachable);
  }

  private long unreachable(QueueDefinition before, QueueDefinition after) {
    return before.topics().keySet().stream()
        .filter(topic -> after.topic(topic).isEmpty())
        .map(topic -> jobs.counts(before.idOf(topic)))
        .mapToLong(jobs -> jobs.ready() + jobs.scheduled() + jobs.running() + jobs.dead())
        .sum();
  }

  private static QueueName nameOf(String text) {
    try {
      return new QueueName(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidDefinitionException("", e.getMessage());
    }
  }

  private static PlannedQueue.ImportEffect effect(
      Optional<QueueDefinition> before, QueueDefinition after) {
    if (before.isEmpty()) {
      return PlannedQueue.ImportEffect.NEW;
    }
    return before.get().equals(after)
        ? PlannedQueue.ImportEffect.UNCHANGED
        : PlannedQueue.ImportEffect.CHANGED;
  }
}
