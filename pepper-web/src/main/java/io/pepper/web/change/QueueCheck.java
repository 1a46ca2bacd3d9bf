package io.pepper.web.change;

import io.pepper.bus.definition.DeliveryMethod;
import io.pepper.bus.definition.QueueDefinition;
import io.pepper.bus.definition.TopicDefinition;
import io.pepper.identity.access.Permission;
import io.pepper.web.access.CurrentCaller;
import io.pepper.web.access.TagsOf;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;

/** The check of what a caller may define as a queue. */
@RequestScoped
class QueueCheck {
  @Inject private CurrentCaller caller;

  /**
   * Checks that the caller may change a queue, whatever it becomes.
   *
   * @throws io.pepper.identity.access.PermissionDeniedException naming what is missing
   */
  void requireChanging(QueueDefinition present) {
    caller.require(Permission.DEFINE_QUEUES, TagsOf.queue(present));
  }

  /**
   * Checks that the caller may make one queue of another: it needs all tags that the topics have
   * and will have, and a consumer that is a command is for admins, unless it stays as it is.
   *
   * @param before empty for a new queue
   * @throws io.pepper.identity.access.PermissionDeniedException naming what is missing
   */
  void requireDefining(Optional<QueueDefinition> before, QueueDefinition after) {
    before.ifPresent(this::requireChanging);
    caller.require(Permission.DEFINE_QUEUES, TagsOf.queue(after));
    after.topics().values().stream()
        .filter(topic -> topic.delivery() instanceof DeliveryMethod.LocalCommand)
        .filter(topic -> !isSameCommand(before.flatMap(queue -> queue.topic(topic.name())), topic))
        .forEach(topic -> caller.require(Permission.DEFINE_COMMANDS, Set.of(topic.tag())));
  }

  private static boolean isSameCommand(Optional<TopicDefinition> before, TopicDefinition after) {
    return before
        .filter(topic -> topic.delivery().equals(after.delivery()))
        .filter(topic -> topic.tag().equals(after.tag()))
        .isPresent();
  }
}
