package io.pepper.bus.dispatch;

import static io.pepper.bus.delivery.HttpConsumer.reply;
import static io.pepper.bus.delivery.HttpConsumer.send;
import static io.pepper.bus.dispatch.DispatchFixture.TOPIC;
import static io.pepper.bus.dispatch.DispatchFixture.topic;
import static io.pepper.bus.dispatch.DispatchFixture.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.bus.definition.BatchSize;
import io.pepper.bus.definition.TopicDefinition;
import io.pepper.bus.delivery.HttpConsumer;
import io.pepper.bus.metrics.TopicState;
import io.pepper.definition.RetryPolicy;
import io.pepper.definition.RetryPolicy.BackoffType;
import io.pepper.job.Job;
import io.pepper.job.JobState;
import io.pepper.store.JobStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Deliveries of several jobs that were tried before, so that each is a request of its own. */
class BatchDispatchTest {
  private static final RetryPolicy LATER =
      new RetryPolicy(5, BackoffType.FIXED, Duration.ofHours(1), Duration.ofHours(1));

  private final HttpConsumer consumer = HttpConsumer.start();
  private final MemoryStore store = new MemoryStore();
  private final DispatchFixture bus =
      new DispatchFixture(store, Clock.systemUTC(), DispatchFixture.QUICK);

  @AfterEach
  void close() throws InterruptedException {
    bus.close();
    consumer.close();
  }

  @Test
  void aRefusedJobHoldsUpNoneOfItsBatch() {
    consumer.onJobs((request, exchange) ->
        reply(exchange, request.jobs().contains("\"poison\"") ? "404" : "200", "not mine"));

    deliver(LATER, "poison", "a", "b", "c");

    await().until(() -> bus.counts().scheduled() == 1);
    await().until(() -> bus.counts().succeeded() == 3);
    assertThat(consumer.jobs()).hasSize(3 + 3);
    assertThat(bus.figures.of(TOPIC).read().returned()).isEqualTo(2);
    assertThat(bus.dispatch.status(TOPIC).orElseThrow().state()).isEqualTo(TopicState.OPEN);
  }

  @Test
  void aJobThatIsAnsweredAsIfTheScriptWereMissingFailsInTheEnd() {
    consumer.onJobs((request, exchange) -> {
      if (request.jobs().contains("\"poison\"")) {
        send(exchange, 404, "File not found.\n");
      } else {
        reply(exchange, "200", "");
      }
    });

    deliver(LATER, "poison", "a");

    await().until(() -> bus.counts().scheduled() == 1);
    await().until(() -> bus.counts().succeeded() == 1);
    assertThat(bus.figures.of(TOPIC).read().returned()).isEqualTo(10);
    assertThat(bus.figures.of(TOPIC).read().failed()).isEqualTo(1);
  }

  @Test
  void anAttemptThatFailedBeforeTheStopIsCounted() throws InterruptedException {
    CountDownLatch second = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    consumer.onJobs((request, exchange) -> {
      if (request.jobs().contains("\"a\"")) {
        reply(exchange, "500", "broken");
      } else {
        second.countDown();
        awaitQuietly(never);
      }
    });
    deliver(LATER, "a", "b");
    assertThat(second.await(10, TimeUnit.SECONDS)).isTrue();

    bus.dispatch.stop(Duration.ofMillis(50));

    never.countDown();
    assertThat(bus.jobs(JobState.SCHEDULED)).extracting(Job::attempts).containsExactly(2);
    assertThat(bus.jobs(JobState.READY)).extracting(Job::attempts).containsExactly(1);
  }

  @Test
  void aStopBeginsNoFurtherRequestOfADelivery() throws InterruptedException {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    consumer.onJobs((request, exchange) -> {
      first.countDown();
      awaitQuietly(go);
      reply(exchange, "200", "");
    });
    deliver(LATER, "a", "b", "c");
    assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();

    Thread stop =
        Thread.startVirtualThread(() -> {
          try {
            bus.dispatch.stop(Duration.ofSeconds(20));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    await().until(() -> bus.dispatch.status(TOPIC).isEmpty());
    go.countDown();
    stop.join();

    assertThat(consumer.jobs()).hasSize(1);
    assertThat(bus.counts().succeeded()).isEqualTo(1);
    assertThat(bus.jobs(JobState.READY)).extracting(Job::attempts).containsExactly(1, 1);
  }

  @Test
  void anAdaptiveBatchOverHttpIsAJobAloneWhenIdleAndFullOfABacklog() {
    TopicDefinition definition = with(topic(consumer.delivery()), 1, BatchSize.adaptive(8), LATER);
    bus.apply(definition);
    bus.push("warm up");
    bus.awaitEmpty();
    bus.apply(definition.withPaused(true));
    bus.awaitState(TopicState.PAUSED);
    bus.pushMany(40);

    bus.apply(definition);

    bus.awaitEmpty();
    assertThat(consumer.jobs()).extracting(BatchDispatchTest::jobsOf).first().isEqualTo(1);
    assertThat(consumer.jobs()).extracting(BatchDispatchTest::jobsOf).contains(8);
    assertThat(consumer.jobs()).hasSizeBetween(1 + 5, 1 + 20);
  }

  private static int jobsOf(HttpConsumer.Request request) {
    return request.headers().getFirst("Pepper-Job-Id").split(",").length;
  }

  /** All in one load. */
  private void deliver(RetryPolicy retry, String... payloads) {
    TopicDefinition definition = with(topic(consumer.delivery()), 1, 10, retry);
    bus.apply(definition.withPaused(true));
    List<Job> jobs =
        Stream.of(payloads)
            .map(payload ->
                Job.accepted(DispatchFixture.nextId(), "in-0-0", payload.getBytes(UTF_8))
                    .attemptStarted(Instant.EPOCH)
                    .failed("once"))
            .toList();
    store.append(List.of(new JobStore.Append(TOPIC, jobs))).join();
    bus.apply(definition);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
