package io.pepper.bus.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.bus.definition.BatchSize;
import io.pepper.bus.definition.DeliveryMethod;
import io.pepper.bus.definition.FormSize;
import io.pepper.bus.definition.Secret;
import io.pepper.bus.definition.TopicDefinition;
import io.pepper.bus.metrics.BusFigures;
import io.pepper.bus.metrics.TopicState;
import io.pepper.connector.fastcgi.FastCgiClient;
import io.pepper.definition.RetryPolicy;
import io.pepper.definition.RetryPolicy.BackoffType;
import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.job.JobState;
import io.pepper.job.TopicId;
import io.pepper.job.TopicName;
import io.pepper.store.JobCounts;
import io.pepper.store.JobStore;
import io.pepper.store.ListedJob;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A dispatch with one topic, queue1/topic1, and short pauses. */
final class DispatchFixture implements AutoCloseable {
  static final TopicId TOPIC = TopicId.of("queue1", "topic1");
  static final DispatchSettings QUICK =
      new DispatchSettings(
          Duration.ofMillis(300),
          Duration.ofSeconds(5),
          Duration.ofSeconds(2),
          Duration.ofMillis(50),
          Duration.ofMillis(400),
          64,
          4,
          FormSize.DEFAULT_MAX_BYTES);

  private static final AtomicLong IDS = new AtomicLong(System.nanoTime());

  final JobStore store;
  final BusFigures figures;
  final Dispatch dispatch;

  DispatchFixture(JobStore store, Clock clock, DispatchSettings settings) {
    this(store, clock, settings, () -> null);
  }

  DispatchFixture(
      JobStore store, Clock clock, DispatchSettings settings, Supplier<FastCgiClient> fastCgi) {
    this.store = store;
    this.figures = new BusFigures(clock);
    this.dispatch =
        new Dispatch(
            store, fastCgi, () -> IDS.incrementAndGet() + "-0-12017", figures, clock, settings);
    dispatch.start();
  }

  static TopicDefinition topic(DeliveryMethod delivery) {
    return new TopicDefinition(
        new TopicName("topic1"),
        delivery,
        4,
        Duration.ofSeconds(5),
        BatchSize.SINGLE,
        new RetryPolicy(3, BackoffType.EXPONENTIAL, Duration.ofMillis(20), Duration.ofSeconds(1)),
        Secret.NONE,
        TopicDefinition.DEFAULT_STORAGE,
        TopicDefinition.DEFAULT_TAG,
        false);
  }

  static TopicDefinition with(TopicDefinition topic, int workers, int batch, RetryPolicy retry) {
    return with(topic, workers, BatchSize.fixed(batch), retry);
  }

  static TopicDefinition with(
      TopicDefinition topic, int workers, BatchSize batch, RetryPolicy retry) {
    return new TopicDefinition(
        topic.name(),
        topic.delivery(),
        workers,
        topic.timeout(),
        batch,
        retry,
        topic.secret(),
        topic.storage(),
        topic.tag(),
        topic.paused());
  }

  static TopicDefinition limited(TopicDefinition topic, Duration timeout) {
    return new TopicDefinition(
        topic.name(),
        topic.delivery(),
        topic.workers(),
        timeout,
        topic.batch(),
        topic.retry(),
        topic.secret(),
        topic.storage(),
        topic.tag(),
        topic.paused());
  }

  void apply(TopicDefinition definition) {
    dispatch.apply(Map.of(TOPIC, definition));
  }

  /** Stores jobs, which the store reports to dispatch. */
  List<Job> push(String... payloads) {
    List<Job> jobs =
        List.of(payloads).stream()
            .map(payload -> Job.accepted(nextId(), "in-0-0", payload.getBytes(UTF_8)))
            .toList();
    store.append(List.of(new JobStore.Append(TOPIC, jobs))).join();
    return jobs;
  }

  void pushMany(int count) {
    push(IntStream.range(0, count).mapToObj(i -> "job " + i).toArray(String[]::new));
  }

  static JobId nextId() {
    long millis = System.currentTimeMillis() - 1533550162685L;
    return new JobId(1L << 63 | millis << 24 | IDS.incrementAndGet() & 0xffffff);
  }

  JobCounts counts() {
    return store.counts(TOPIC);
  }

  List<Job> jobs(JobState state) {
    return store.browse(TOPIC, state, java.util.Optional.empty(), 1000).jobs().stream()
        .map(ListedJob::job)
        .toList();
  }

  /** Counts twice: a job that moves while the lists are counted may be in none of them. */
  void awaitEmpty() {
    await()
        .untilAsserted(() -> {
          assertThat(unfinished()).isZero();
          assertThat(unfinished()).isZero();
        });
  }

  private long unfinished() {
    JobCounts counts = counts();
    return counts.ready() + counts.running() + counts.scheduled();
  }

  void awaitState(TopicState state) {
    await().until(() -> dispatch.status(TOPIC).orElseThrow().state() == state);
  }

  @Override
  public void close() throws InterruptedException {
    dispatch.stop(Duration.ZERO);
    store.close();
  }
}
