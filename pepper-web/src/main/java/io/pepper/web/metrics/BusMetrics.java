package io.pepper.web.metrics;

import io.pepper.bus.BusSnapshot;
import io.pepper.bus.QueueOverview;
import io.pepper.bus.TopicOverview;
import io.pepper.bus.metrics.TopicSnapshot;
import io.pepper.bus.metrics.TopicStatus;
import io.pepper.connector.fastcgi.FastCgiPool;
import io.pepper.job.JobState;
import io.pepper.store.JobCounts;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;

/** The metrics of queues and topics, under Pepper's names and under the original's. */
final class BusMetrics {
  private static final Duration MILLISECOND = Duration.ofMillis(1);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Families to;

  BusMetrics(Families to) {
    this.to = to;
  }

  void add(BusSnapshot snapshot) {
    to.gauge(
        "pepper_store_up",
        "1 while the job store answers.",
        Labels.EMPTY,
        snapshot.problem().isEmpty() ? 1 : 0);
    snapshot.queues().forEach(this::add);
  }

  private void add(QueueOverview queue) {
    Labels labels = Labels.of("queue", queue.definition().name().value());
    long pushes = queue.accepted().pushes();
    to.untyped("pepperbus_queue_add_count", "Pushes accepted by this node.", labels, pushes);
    to.counter("pepper_queue_pushes", "Pushes accepted by this node.", labels, pushes);
    to.counter(
        "pepper_queue_jobs_accepted",
        "Jobs in the pushes that this node accepted.",
        labels,
        queue.accepted().jobs());
    queue.topics().forEach(this::add);
  }

  private void add(TopicOverview topic) {
    Labels labels =
        Labels.of("queue", topic.id().queue().value(), "topic", topic.id().topic().value());
    attempts(labels, topic.figures());
    durations(labels, topic.figures());
    topic.counts().ifPresent(counts -> lengths(labels, counts));
    topic
        .oldestReady()
        .ifPresent(age ->
            to.gauge(
                "pepper_topic_oldest_ready_seconds",
                "How long the oldest ready job has waited; 0 when none does.",
                labels,
                age.toNanos() / 1e9));
    topic.status().flatMap(TopicStatus::pool).ifPresent(pool -> children(labels, pool));
    to.gauge(
        "pepper_topic_paused",
        "1 while an operator holds the topic back.",
        labels,
        topic.definition().paused() ? 1 : 0);
  }

  private void children(Labels labels, FastCgiPool pool) {
    to.gauge(
        "pepper_topic_fastcgi_children",
        "Children of the topic's php-fpm that serve this node, for all topics of their address.",
        labels,
        pool.children());
    to.gauge(
        "pepper_topic_fastcgi_full",
        "1 while php-fpm has no more children for this node.",
        labels,
        pool.full() ? 1 : 0);
    to.counter(
        "pepper_topic_fastcgi_cut_short",
        "Children that were ended while they worked on after fastcgi_finish_request().",
        labels,
        pool.cutShort());
  }

  private void attempts(Labels labels, TopicSnapshot figures) {
    String help = "Finished attempts of this node.";
    to.untyped("pepperbus_job_success_count", help, labels, figures.succeeded());
    to.untyped("pepperbus_job_fail_count", help, labels, figures.failed());
    String attempts = "pepper_topic_attempts";
    to.counter(attempts, help, labels.add("outcome", "succeeded"), figures.succeeded());
    to.counter(attempts, help, labels.add("outcome", "failed"), figures.failed());
    to.counter(
        "pepper_topic_returned",
        "Jobs given back without an attempt, because the consumer was not there.",
        labels,
        figures.returned());
    to.gauge("pepper_topic_in_flight", "Jobs this node is delivering.", labels, figures.running());
  }

  private void durations(Labels labels, TopicSnapshot figures) {
    String help = "Duration of this node's attempts in the last minute.";
    to.summary("pepperbus_job_consume_milliseconds", help, labels, figures.attempts(), MILLISECOND);
    to.summary("pepper_topic_attempt_seconds", help, labels, figures.attempts(), SECOND);
    to.summary(
        "pepper_topic_wait_seconds",
        "From acceptance to the first attempt, in the last minute.",
        labels,
        figures.waits(),
        SECOND);
  }

  /**
   * Adds the topic's lengths. The original keeps failed jobs in one list; here they wait for their
   * time or are dead.
   */
  private void lengths(Labels labels, JobCounts counts) {
    to.gauge("pepperbus_topic_length", "Jobs ready to be delivered.", labels, counts.ready());
    to.gauge(
        "pepperbus_topic_retry_length",
        "Jobs that wait for their next attempt, or are dead.",
        labels,
        counts.scheduled() + counts.dead());
    length(labels, JobState.READY, counts.ready());
    length(labels, JobState.SCHEDULED, counts.scheduled());
    length(labels, JobState.RUNNING, counts.running());
    length(labels, JobState.DEAD, counts.dead());
  }

  private void length(Labels labels, JobState state, long jobs) {
    to.gauge(
        "pepper_topic_jobs",
        "Jobs by state, over all nodes.",
        labels.add("state", state.toString()),
        jobs);
  }
}
