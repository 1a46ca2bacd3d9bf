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

/** The reasons why the jobs of a topic wait, as this node knows them. */
@RequestScoped
public class WaitReasons {
  @Inject private CronOverview cron;

  /** Returns why the topic's jobs wait, and what to do; empty while they are delivered. */
  public Optional<String> of(TopicOverview topic) {
    TopicDefinition definition = topic.definition();
    if (definition.delivery() instanceof DeliveryMethod.Pull) {
      return Optional.of(DeliveryMethod.Pull.NOT_YET);
    }
    if (definition.paused()) {
      return Optional.of("the topic is paused: jobs are accepted and wait until it is resumed");
    }
    return topic.status().isEmpty() ? elsewhere(definition.tag()) : here(definition, topic);
  }

  /** The nodes that run cron jobs are those that deliver: both go by the setting pepper.tags. */
  private Optional<String> elsewhere(String tag) {
    CronSnapshot now = cron.now();
    boolean isCarried = now.members().stream().anyMatch(member -> member.tags().contains(tag));
    return isCarried || !now.isMember()
        ? Optional.empty()
        : Optional.of(
            "nobody consumes this: no node that is up carries the tag '"
                + tag
                + "'; give it to one by pepper.tags, or the topic another tag");
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
