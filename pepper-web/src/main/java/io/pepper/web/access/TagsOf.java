package io.pepper.web.access;

import io.pepper.bus.definition.QueueDefinition;
import io.pepper.bus.definition.TopicDefinition;
import io.pepper.config.snapshot.DomainSnapshot;
import io.pepper.cron.definition.CronJob;
import java.util.Set;
import java.util.TreeSet;

/** The tags by which rights are checked. */
public final class TagsOf {
  private TagsOf() {}

  /** Returns the tags of a queue's topics. */
  public static Set<String> queue(QueueDefinition queue) {
    Set<String> tags = new TreeSet<>();
    queue.topics().values().stream().map(TopicDefinition::tag).forEach(tags::add);
    return tags;
  }

  /** Returns the tag of a domain of configuration. */
  public static Set<String> domain(DomainSnapshot domain) {
    return Set.of(domain.settings().tag());
  }

  /** Returns the tag of a cron job. */
  public static Set<String> job(CronJob job) {
    return Set.of(job.tag());
  }
}
