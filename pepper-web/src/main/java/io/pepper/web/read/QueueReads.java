package io.pepper.web.read;

import io.pepper.bus.BusOverview;
import io.pepper.bus.BusSnapshot;
import io.pepper.bus.FoundJob;
import io.pepper.bus.JobFinder;
import io.pepper.bus.JobSearchResult;
import io.pepper.bus.Jobs;
import io.pepper.bus.QueueOverview;
import io.pepper.bus.Queues;
import io.pepper.bus.TopicOverview;
import io.pepper.bus.definition.QueueDefinition;
import io.pepper.bus.definition.QueueDocument;
import io.pepper.bus.definition.TopicDefinition;
import io.pepper.connector.fastcgi.FastCgiPool;
import io.pepper.identity.access.AllowedTags;
import io.pepper.identity.access.Permission;
import io.pepper.identity.access.PermissionDeniedException;
import io.pepper.job.JobId;
import io.pepper.job.JobState;
import io.pepper.job.QueueName;
import io.pepper.job.TopicId;
import io.pepper.store.JobCounts;
import io.pepper.store.JobListPage;
import io.pepper.web.access.CurrentCaller;
import io.pepper.web.access.Requires;
import io.pepper.web.access.TagsOf;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Queues, topics and jobs as the caller sees them: topics of its tags, and queues that have one.
 * Exceptions are those of {@code io.pepper.bus}, and {@link PermissionDeniedException}.
 */
@RequestScoped
public class QueueReads {
  @Inject private Queues queues;
  @Inject private Jobs jobs;
  @Inject private JobFinder finder;
  @Inject private BusOverview overview;
  @Inject private CurrentCaller caller;

  /** Returns the queues that the caller sees, by name, each with the topics that it sees. */
  @Requires(Permission.READ_QUEUES)
  public List<QueueDefinition> all() {
    AllowedTags tags = caller.tags();
    return queues.all().stream()
        .filter(queue -> tags.includesAny(TagsOf.queue(queue)))
        .map(queue -> visible(queue, tags))
        .toList();
  }

  /**
   * Returns a queue's document. Its secrets are for admins; others leave them as they are by
   * writing back what stands for them.
   */
  @Requires(Permission.READ_QUEUES)
  public JsonObject document(QueueDefinition queue) {
    return caller.may(Permission.READ_SECRETS)
        ? QueueDocument.writeWithSecrets(queue)
        : QueueDocument.write(queue);
  }

  /** Returns a topic's document, like that of a queue. */
  @Requires(Permission.READ_QUEUES)
  public JsonObject document(TopicDefinition topic) {
    return caller.may(Permission.READ_SECRETS)
        ? QueueDocument.writeWithSecrets(topic)
        : QueueDocument.write(topic);
  }

  /** Returns a queue with the topics that the caller sees; refused if it sees none. */
  @Requires(Permission.READ_QUEUES)
  public QueueDefinition get(QueueName name) {
    return visible(queues.get(name));
  }

  /** Finds a queue with the topics that the caller sees; refused if it sees none. */
  @Requires(Permission.READ_QUEUES)
  public Optional<QueueDefinition> find(QueueName name) {
    return queues.find(name).map(this::visible);
  }

  /** Finds a queue to change it; refused if the caller does not have the tags of all its topics. */
  @Requires(Permission.DEFINE_QUEUES)
  public Optional<QueueDefinition> findToChange(QueueName name) {
    Optional<QueueDefinition> queue = queues.find(name);
    queue.ifPresent(each -> caller.require(Permission.DEFINE_QUEUES, TagsOf.queue(each)));
    return queue;
  }

  /** Returns whether the caller may change a queue; false if there is none. */
  @Requires(Permission.READ_QUEUES)
  public boolean isChangeable(QueueName name) {
    return queues
        .find(name)
        .filter(queue -> caller.may(Permission.DEFINE_QUEUES, TagsOf.queue(queue)))
        .isPresent();
  }

  /** Reads a document as defining it would, and changes nothing. */
  @Requires(Permission.DEFINE_QUEUES)
  public QueueDefinition read(QueueName name, JsonObject document) {
    findToChange(name);
    return queues.check(name, document);
  }

  private QueueDefinition visible(QueueDefinition queue) {
    AllowedTags tags = caller.tags();
    if (!tags.includesAny(TagsOf.queue(queue))) {
      caller.require(Permission.READ_QUEUES, TagsOf.queue(queue));
    }
    return visible(queue, tags);
  }

  @Requires(Permission.READ_QUEUES)
  public TopicDefinition get(TopicId topic) {
    return checked(Permission.READ_QUEUES, topic);
  }

  private static QueueDefinition visible(QueueDefinition queue, AllowedTags tags) {
    return tags.missing(TagsOf.queue(queue)).isEmpty()
        ? queue
        : queue.withOnly(topic -> tags.includes(topic.tag()));
  }

  /** Returns the number of the topic's jobs by state. */
  @Requires(Permission.READ_QUEUES)
  public JobCounts counts(TopicId topic) {
    checked(Permission.READ_QUEUES, topic);
    return jobs.counts(topic);
  }

  /** Returns how long the oldest ready job has waited. */
  @Requires(Permission.READ_QUEUES)
  public Duration oldestReady(TopicId topic) {
    checked(Permission.READ_QUEUES, topic);
    return jobs.oldestReady(topic);
  }

  /** Returns the state of the php-fpm children that run the topic's scripts, if it has any. */
  @Requires(Permission.READ_QUEUES)
  public Optional<FastCgiPool> pool(TopicId topic) {
    checked(Permission.READ_QUEUES, topic);
    return jobs.pool(topic);
  }

  /** Returns one page of a topic's jobs, with their payloads. */
  @Requires(Permission.READ_JOBS)
  public JobListPage browse(TopicId topic, JobState state, Optional<String> cursor, int limit) {
    checked(Permission.READ_JOBS, topic);
    return jobs.browse(topic, state, cursor, limit);
  }

  /** Searches a topic's jobs; the result says how far it came. */
  @Requires(Permission.READ_JOBS)
  public JobSearchResult search(
      TopicId topic, JobState state, String text, Optional<String> cursor, int limit) {
    checked(Permission.READ_JOBS, topic);
    return finder.search(topic, state, text, cursor, limit);
  }

  /** Finds a stored job by its id; where it is likely to be is tried first. */
  @Requires(Permission.READ_JOBS)
  public FoundJob find(
      TopicId topic, JobId id, Optional<JobState> likely, Optional<String> cursor) {
    checked(Permission.READ_JOBS, topic);
    return finder.find(topic, id, likely, cursor);
  }

  /** Returns a topic with its figures. */
  @Requires(Permission.READ_QUEUES)
  public TopicOverview topic(TopicId topic) {
    checked(Permission.READ_QUEUES, topic);
    return overview.topic(topic);
  }

  /** Returns the figures of what the caller sees, at most a second old. */
  @Requires(Permission.READ_QUEUES)
  public BusSnapshot overview() {
    return visibleOverview();
  }

  /** Returns the same figures for the metrics, which a token may be restricted to. */
  @Requires(Permission.READ_METRICS)
  public BusSnapshot metrics() {
    return visibleOverview();
  }

  private BusSnapshot visibleOverview() {
    BusSnapshot all = overview.now();
    AllowedTags tags = caller.tags();
    return tags.isEvery()
        ? all
        : new BusSnapshot(
            all.at(),
            all.queues().stream()
                .filter(queue -> tags.includesAny(TagsOf.queue(queue.definition())))
                .map(queue -> visible(queue, tags))
                .toList(),
            all.problem());
  }

  private static QueueOverview visible(QueueOverview queue, AllowedTags tags) {
    List<TopicOverview> topics =
        queue.topics().stream().filter(topic -> tags.includes(topic.definition().tag())).toList();
    return new QueueOverview(visible(queue.definition(), tags), queue.accepted(), topics);
  }

  private TopicDefinition checked(Permission permission, TopicId topic) {
    TopicDefinition present = queues.get(topic);
    caller.require(permission, Set.of(present.tag()));
    return present;
  }
}
