package io.pepper.web.topic;

import io.pepper.bus.TopicOverview;
import io.pepper.bus.definition.DeliveryMethod;
import io.pepper.bus.definition.TopicDefinition;
import io.pepper.bus.metrics.TopicStatus;
import io.pepper.connector.fastcgi.FastCgiPool;
import io.pepper.cron.CronOverview;
import io.pepper.cron.CronSnapshot;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The reasons why the jobs of a topic wait, as this node knows them. */
@RequestScoped
public class WaitReasons {
  @Inject private CronOverview cron;

  private CronSnapshot now;
  private Set<String> carriedTags;

  /** Returns why the topic's jobs wait, and what to do; empty while they are delivered. */
  public Optional<String> of(TopicOverview topic) {
    TopicDefinition definition = topic.definition();
    if (definition.delivery() instanceof DeliveryMethod.Pull) {
      return Optional.of(DeliveryMethod.Pull.NOT_YET);
    }
    if (definition.paused()) {
      return Optional.of("the topic is paused: jobs are accepted and wait until it is resumed");
    }
    return topic.status().isEmpty()
        ? missingNode(topic).map(why -> "nobody consumes this: " + why)
        : here(definition, topic);
  }

  /**
   * Returns why no node that is up delivers the topic, and what to do; empty if one does, and while
   * this node takes part in nothing and cannot know. The nodes that run cron jobs are those that
   * deliver: both go by the setting pepper.tags.
   */
  public Optional<String> missingNode(TopicOverview topic) {
    String tag = topic.definition().tag();
    if (topic.status().isPresent() || !now().isMember() || carriedTags.contains(tag)) {
      return Optional.empty();
    }
    return Optional.of(
        "no node that is up carries the tag '"
            + tag
            + "'; give it to one by pepper.tags, or the topic another tag");
  }

  /** Returns the nodes at the moment of the first question: a page asks for each of its topics. */
  private CronSnapshot now() {
    if (now == null) {
      now = cron.now();
      carriedTags =
          now.members().stream()
              .flatMap(member -> member.tags().stream())
              .collect(Collectors.toUnmodifiableSet());
    }
    return now;
  }

  private static Optional<String> here(TopicDefinition definition, TopicOverview topic) {
    TopicStatus status = topic.status().orElseThrow();
    if (!status.reason().isEmpty()) {
      return Optional.of(status.reason());
    }
    return status
        .pool()
        .filter(pool -> pool.full() && pool.waiting() > 0)
        .map(pool -> busy(pool, definition.workers()));
  }

  private static String busy(FastCgiPool pool, int workers) {
    return "all %d children of php-fpm are busy and %d deliveries wait for one; %d workers are wanted: raise pm.max_children"
        .formatted(pool.children(), pool.waiting(), workers);
  }
}
