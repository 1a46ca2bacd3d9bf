package io.pepper.bus.dispatch;

import static io.pepper.bus.delivery.HttpConsumer.reply;
import static io.pepper.bus.delivery.HttpConsumer.send;
import static io.pepper.bus.dispatch.DispatchFixture.TOPIC;
import static io.pepper.bus.dispatch.DispatchFixture.limited;
import static io.pepper.bus.dispatch.DispatchFixture.topic;
import static io.pepper.bus.dispatch.DispatchFixture.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.bus.definition.DeliveryMethod;
import io.pepper.bus.definition.TopicDefinition;
import io.pepper.bus.delivery.HttpConsumer;
import io.pepper.bus.metrics.TopicSnapshot;
import io.pepper.bus.metrics.TopicState;
import io.pepper.bus.metrics.TopicStatus;
import io.pepper.definition.RetryPolicy;
import io.pepper.definition.RetryPolicy.BackoffType;
import io.pepper.job.JobState;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DispatchTest {
  private static final RetryPolicy ONCE =
      new RetryPolicy(1, BackoffType.FIXED, Duration.ZERO, Duration.ZERO);

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
  void deliversEveryJobOnceAndForgetsIt() {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    consumer.onJobs((request, exchange) -> {
      seen.add(request.jobs());
      reply(exchange, "200", "");
    });
    bus.apply(topic(consumer.delivery()));

    bus.pushMany(500);

    bus.awaitEmpty();
    assertThat(consumer.jobs()).hasSize(500);
    assertThat(seen).hasSize(500);
    TopicSnapshot figures = bus.figures.of(TOPIC).read();
    assertThat(figures.succeeded()).isEqualTo(500);
    assertThat(figures.running()).isZero();
    await().until(() -> bus.counts().succeeded() == 500);
  }

  @Test
  void deliversNothingBeforeThePingNamesTheTopic() {
    consumer.onPings((request, exchange) -> reply(exchange, "200", "queue1/other"));
    bus.apply(topic(consumer.delivery()));

    bus.push("early");
    await().until(() -> consumer.pings().size() >= 3);

    assertThat(consumer.jobs()).isEmpty();
    TopicStatus status = bus.dispatch.status(TOPIC).orElseThrow();
    assertThat(status.state()).isEqualTo(TopicState.CLOSED);
    assertThat(status.reason()).startsWith("topic no register: queue1/topic1");
    consumer.onPings((request, exchange) -> reply(exchange, "200", "queue1/topic1\n"));
    bus.awaitEmpty();
  }

  @Test
  void deliversNothingBeforeItIsStartedAndCanBeStoppedThen() throws Exception {
    Dispatch early =
        new Dispatch(
            store,
            () -> null,
            () -> "1-0-0",
            bus.figures,
            Clock.systemUTC(),
            DispatchFixture.QUICK);
    early.apply(Map.of(TOPIC, topic(consumer.delivery())));

    await().during(Duration.ofMillis(300)).until(() -> consumer.pings().isEmpty());

    early.stop(Duration.ZERO);
  }

  @Test
  void doesNotWaitForTheOldConsumerWhenAnotherIsDefined() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    consumer.onPings((request, exchange) -> {
      try {
        hanging.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    bus.apply(topic(consumer.delivery()));
    await().until(() -> !consumer.pings().isEmpty());
    try (HttpConsumer other = HttpConsumer.start()) {
      bus.apply(topic(other.delivery()));

      await().atMost(Duration.ofSeconds(1)).until(() -> !other.pings().isEmpty());
    } finally {
      hanging.countDown();
    }
  }

  @Test
  void retriesAFailedJobUntilItSucceeds() {
    AtomicInteger attempts = new AtomicInteger();
    consumer.onJobs((request, exchange) ->
        reply(exchange, attempts.incrementAndGet() < 3 ? "500" : "200", "broken"));
    bus.apply(topic(consumer.delivery()));

    bus.push("a");

    bus.awaitEmpty();
    assertThat(attempts).hasValue(3);
    assertThat(consumer.jobs())
        .extracting(request -> request.headers().getFirst("Pepper-Attempt"))
        .containsExactly("1", "2", "3");
    assertThat(consumer.jobs().get(2).jobs()).contains("\"RetryTimes\":3", "\"retrying\":2");
  }

  @Test
  void buriesAJobWithItsLastErrorWhenAttemptsAreUsedUp() {
    consumer.onJobs((request, exchange) -> {
      exchange.getResponseHeaders().set("Error-Code", "1000");
      reply(exchange, "500", "no such user");
    });
    bus.apply(topic(consumer.delivery()));

    bus.push("a");

    await().until(() -> bus.counts().dead() == 1);
    assertThat(bus.jobs(JobState.DEAD).getFirst().attempts()).isEqualTo(3);
    assertThat(bus.jobs(JobState.DEAD).getFirst().lastError())
        .isEqualTo("the consumer answered Code 500, Error-Code 1000; body: no such user");
    await().until(() -> bus.counts().failed() == 3);
  }

  @Test
  void runsAReplayedJobWithAllItsAttempts() {
    consumer.onJobs((request, exchange) -> reply(exchange, "500", "broken"));
    bus.apply(with(topic(consumer.delivery()), 1, 1, ONCE));
    bus.push("a");
    await().until(() -> bus.counts().dead() == 1);
    consumer.onJobs((request, exchange) -> reply(exchange, "200", ""));

    store.replay(TOPIC, 10);
    bus.dispatch.signal(TOPIC);

    bus.awaitEmpty();
    assertThat(consumer.jobs()).hasSize(2);
    assertThat(consumer.jobs().getLast().headers().getFirst("Pepper-Attempt")).isEqualTo("1");
  }

  @Test
  void givesJobsBackUncountedWhenTheConsumerDoesNotKnowTheTopic() {
    AtomicInteger refusals = new AtomicInteger(2);
    consumer.onJobs((request, exchange) ->
        reply(exchange, refusals.getAndDecrement() > 0 ? "404" : "200", "unknown"));
    bus.apply(with(topic(consumer.delivery()), 1, 1, ONCE));

    bus.push("a");

    bus.awaitEmpty();
    assertThat(bus.counts().dead()).isZero();
    assertThat(consumer.jobs()).hasSize(3);
    assertThat(consumer.jobs().getLast().headers().getFirst("Pepper-Attempt")).isEqualTo("1");
    assertThat(consumer.pings()).hasSizeBetween(3, 4);
    assertThat(bus.figures.of(TOPIC).read().returned()).isEqualTo(2);
  }

  @Test
  void aJobThatIsRefusedAgainAndAgainHoldsNothingUpAndDiesWithTheReason() {
    consumer.onJobs((request, exchange) ->
        reply(exchange, request.jobs().contains("\"poison\"") ? "404" : "200", "not mine"));
    bus.apply(with(topic(consumer.delivery()), 1, 1, topic(consumer.delivery()).retry()));

    bus.push("poison", "a", "b", "c");

    await().until(() -> bus.counts().dead() == 1);
    bus.awaitEmpty();
    assertThat(bus.figures.of(TOPIC).read().succeeded()).isEqualTo(3);
    assertThat(bus.jobs(JobState.DEAD).getFirst().attempts()).isEqualTo(3);
    assertThat(bus.jobs(JobState.DEAD).getFirst().lastError())
        .contains("does not take this job (Code 404); body: not mine");
    assertThat(bus.dispatch.status(TOPIC).orElseThrow().state()).isEqualTo(TopicState.OPEN);
  }

  @Test
  void noAttemptIsCountedWhileThePingSaysThatTheTopicIsUnknown() {
    consumer.onJobs((request, exchange) -> {
      consumer.onPings((ping, answer) -> reply(answer, "200", "queue1/other"));
      reply(exchange, "404", "unknown");
    });
    bus.apply(with(topic(consumer.delivery()), 4, 1, ONCE));
    bus.pushMany(50);
    bus.awaitState(TopicState.CLOSED);

    await().until(() -> consumer.pings().size() >= 4);
    assertThat(bus.counts().dead()).isZero();
    assertThat(bus.counts().ready()).isEqualTo(50);

    consumer.onJobs((request, exchange) -> reply(exchange, "200", ""));
    consumer.onPings((request, exchange) -> reply(exchange, "200", "queue1/topic1"));
    bus.awaitEmpty();
    assertThat(bus.figures.of(TOPIC).read().succeeded()).isEqualTo(50);
  }

  @Test
  void ofABatchOnlyTheJobsThatTheConsumerNamesAreTriedAgain() {
    Set<String> again = ConcurrentHashMap.newKeySet();
    consumer.onJobs((request, exchange) -> {
      String[] ids = request.headers().getFirst("Pepper-Job-Id").split(",");
      if (ids.length > 1) {
        again.add(ids[0]);
        exchange.getResponseHeaders().set("Failed-Jobs", ids[0]);
      }
      reply(exchange, "200", "");
    });
    TopicDefinition definition =
        with(topic(consumer.delivery()), 1, 10, topic(consumer.delivery()).retry());
    bus.apply(definition.withPaused(true));
    bus.pushMany(10);

    bus.apply(definition);

    bus.awaitEmpty();
    assertThat(consumer.jobs()).hasSize(2);
    assertThat(again)
        .containsExactly(consumer.jobs().getLast().headers().getFirst("Pepper-Job-Id"));
    assertThat(bus.figures.of(TOPIC).read().succeeded()).isEqualTo(10);
    assertThat(bus.figures.of(TOPIC).read().failed()).isEqualTo(1);
    assertThat(bus.figures.of(TOPIC).read().running()).isZero();
  }

  @Test
  void aStoredJobThatIsTooLargeForAFormIsDeadAtOnceAndSaysWhy() {
    bus.apply(topic(consumer.delivery()).withMaxFormBytes(20_000));

    bus.push("<".repeat(10_000), "small");

    bus.awaitEmpty();
    assertThat(consumer.jobs()).hasSize(1);
    assertThat(bus.counts().dead()).isEqualTo(1);
    assertThat(bus.jobs(JobState.DEAD).getFirst().attempts()).isEqualTo(1);
    assertThat(bus.jobs(JobState.DEAD).getFirst().lastError())
        .contains("more than the 20,000 of its maxFormBytes");
  }

  @Test
  void waitsForAConsumerThatRefusesConnectionsWithoutUsingUpAttempts() {
    bus.apply(with(topic(consumer.delivery()), 4, 1, ONCE));
    bus.awaitState(TopicState.OPEN);
    consumer.down();

    bus.pushMany(20);
    bus.awaitState(TopicState.CLOSED);
    consumer.up();

    bus.awaitEmpty();
    assertThat(bus.counts().dead()).isZero();
    assertThat(bus.figures.of(TOPIC).read().succeeded()).isEqualTo(20);
  }

  @Test
  void pingsAConsumerThatIsAwayLessAndLessOften() {
    consumer.onPings((request, exchange) -> reply(exchange, "500", "booting"));
    bus.apply(topic(consumer.delivery()));

    await().pollDelay(Duration.ofMillis(700)).until(() -> true);

    assertThat(consumer.pings()).hasSizeBetween(4, 6);
  }

  @Test
  void endsAnAttemptAtItsTimeLimitAndRetriesIt() {
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger attempts = new AtomicInteger();
    consumer.onJobs((request, exchange) -> {
      if (attempts.incrementAndGet() == 1) {
        awaitQuietly(end);
      }
      reply(exchange, "200", "");
    });
    bus.apply(limited(topic(consumer.delivery()), Duration.ofSeconds(1)));

    bus.push("slow");

    bus.awaitEmpty();
    end.countDown();
    assertThat(attempts).hasValue(2);
    assertThat(bus.figures.of(TOPIC).read().lastError().orElseThrow().text())
        .isEqualTo("no complete answer within 1000 ms");
  }

  @Test
  void neverRunsMoreDeliveriesAtOnceThanWorkers() {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    consumer.onJobs((request, exchange) -> {
      most.accumulateAndGet(now.incrementAndGet(), Math::max);
      Thread.yield();
      now.decrementAndGet();
      reply(exchange, "200", "");
    });
    bus.apply(with(topic(consumer.delivery()), 3, 1, ONCE));

    bus.pushMany(300);

    bus.awaitEmpty();
    assertThat(most.get()).isBetween(2, 3);
  }

  @Test
  void carriesABatchInOneRequestAndFailsItAsAWhole() {
    AtomicInteger calls = new AtomicInteger();
    consumer.onJobs(
        (request, exchange) -> reply(exchange, calls.incrementAndGet() == 1 ? "500" : "200", ""));
    bus.apply(
        with(topic(consumer.delivery()), 1, 10, topic(consumer.delivery()).retry())
            .withPaused(true));
    bus.pushMany(10);

    bus.apply(with(topic(consumer.delivery()), 1, 10, topic(consumer.delivery()).retry()));

    bus.awaitEmpty();
    assertThat(consumer.jobs().getFirst().jobs().split("\"id\"")).hasSize(11);
    assertThat(consumer.jobs().getFirst().headers().getFirst("Pepper-Job-Id").split(","))
        .hasSize(10);
    assertThat(bus.figures.of(TOPIC).read().failed()).isEqualTo(10);
    assertThat(bus.figures.of(TOPIC).read().succeeded()).isEqualTo(10);
  }

  @Test
  void startsNothingNewWhilePaused() {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    consumer.onJobs((request, exchange) -> {
      entered.countDown();
      awaitQuietly(go);
      reply(exchange, "200", "");
    });
    TopicDefinition definition = with(topic(consumer.delivery()), 1, 1, ONCE);
    bus.apply(definition);
    bus.pushMany(50);
    await().until(() -> entered.getCount() == 0);

    bus.apply(definition.withPaused(true));
    go.countDown();

    await().until(() -> bus.counts().ready() == 49);
    assertThat(bus.counts().running()).isZero();
    assertThat(consumer.jobs()).hasSize(1);
    bus.apply(definition);
    bus.awaitEmpty();
    assertThat(consumer.pings()).hasSize(1);
  }

  @Test
  void goesOnWithAChangedConsumerWhileTheOldDeliveryEnds() {
    CountDownLatch go = new CountDownLatch(1);
    consumer.onJobs((request, exchange) -> {
      awaitQuietly(go);
      reply(exchange, "200", "");
    });
    try (HttpConsumer other = HttpConsumer.start()) {
      bus.apply(with(topic(consumer.delivery()), 2, 1, ONCE));
      bus.push("old 1");
      await().until(() -> consumer.jobs().size() == 1);

      bus.apply(with(topic(other.delivery()), 2, 1, ONCE));
      bus.push("new 1", "new 2");

      await().until(() -> other.jobs().size() == 2);
      go.countDown();
      bus.awaitEmpty();
      assertThat(consumer.jobs()).hasSize(1);
      assertThat(bus.figures.of(TOPIC).read().succeeded()).isEqualTo(3);
    }
  }

  @Test
  void deliversNothingMoreForATopicThatIsGone() {
    bus.apply(topic(consumer.delivery()));
    bus.push("a");
    bus.awaitEmpty();

    bus.dispatch.apply(Map.of());
    bus.push("b");

    assertThat(bus.dispatch.status(TOPIC)).isEmpty();
    await().during(Duration.ofMillis(400)).until(() -> bus.counts().ready() == 1);
  }

  @Test
  void leavesNoJobBehindWhenPushesMeetPausesAndEnds() {
    TopicDefinition definition = with(topic(consumer.delivery()), 2, 1, ONCE);
    bus.apply(definition);
    Thread pushes =
        Thread.startVirtualThread(() -> {
          for (int i = 1; i <= 100; i++) {
            int delivered = i;
            bus.push("job " + i);
            await()
                .pollInterval(Duration.ofMillis(1))
                .until(() -> consumer.jobs().size() >= delivered);
          }
        });

    while (pushes.isAlive()) {
      bus.apply(definition.withPaused(true));
      bus.apply(definition);
      bus.dispatch.apply(Map.of());
      bus.apply(definition);
      bus.awaitState(TopicState.OPEN);
    }

    bus.awaitEmpty();
    assertThat(consumer.jobs()).hasSize(100);
    assertThat(bus.counts().running()).isZero();
  }

  @Test
  void makesDueJobsReadyForConsumersThatPull() {
    bus.apply(topic(new DeliveryMethod.Pull()));
    schedule(Duration.ofMillis(50));

    await().until(() -> bus.counts().ready() == 1);
    assertThat(bus.dispatch.status(TOPIC).orElseThrow().state()).isEqualTo(TopicState.PULLED);
  }

  @Test
  void goesOnWhenTheStoreIsBack() {
    CountDownLatch entered = new CountDownLatch(2);
    CountDownLatch go = new CountDownLatch(1);
    consumer.onJobs((request, exchange) -> {
      entered.countDown();
      awaitQuietly(go);
      reply(exchange, "200", "");
    });
    bus.apply(with(topic(consumer.delivery()), 2, 1, ONCE));
    bus.pushMany(10);
    await().until(() -> entered.getCount() == 0);

    store.down(true);
    go.countDown();
    await().until(() -> bus.dispatch.status(TOPIC).orElseThrow().unrecorded() >= 2);
    store.down(false);

    bus.awaitEmpty();
    assertThat(consumer.jobs()).hasSize(10);
    await().until(() -> bus.counts().succeeded() == 10);
  }

  @Test
  void letsRunningJobsFinishAtStopAndGivesBackTheRest() throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(100);
    CountDownLatch go = new CountDownLatch(1);
    consumer.onJobs((request, exchange) -> {
      entered.countDown();
      awaitQuietly(go);
      reply(exchange, "200", "");
    });
    bus.apply(with(topic(consumer.delivery()), 100, 1, ONCE));
    bus.pushMany(150);
    assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

    Thread stop = Thread.startVirtualThread(() -> stop(Duration.ofSeconds(10)));
    await().until(() -> bus.counts().ready() == 50);
    go.countDown();
    stop.join();

    assertThat(bus.counts().running()).isZero();
    assertThat(bus.counts().ready()).isEqualTo(50);
    assertThat(bus.counts().succeeded()).isEqualTo(100);
  }

  @Test
  void givesBackJobsThatOutlastTheGrace() throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(100);
    CountDownLatch never = new CountDownLatch(1);
    consumer.onJobs((request, exchange) -> {
      entered.countDown();
      awaitQuietly(never);
    });
    bus.apply(with(topic(consumer.delivery()), 100, 1, ONCE));
    bus.pushMany(120);
    assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

    stop(Duration.ofMillis(100));

    never.countDown();
    assertThat(bus.counts().ready()).isEqualTo(120);
    assertThat(bus.counts().running()).isZero();
    assertThat(bus.jobs(JobState.READY)).allMatch(job -> job.attempts() == 0);
  }

  @Test
  void aMissingCodeIsAFailureThatSaysSo() {
    consumer.onJobs((request, exchange) -> send(exchange, 503, "upstream is down"));
    bus.apply(with(topic(consumer.delivery()), 1, 1, ONCE));

    bus.push("a");

    await().until(() -> bus.counts().dead() == 1);
    assertThat(bus.jobs(JobState.DEAD).getFirst().lastError())
        .isEqualTo("the answer has no header Code (HTTP status 503); body: upstream is down");
  }

  private void schedule(Duration delay) {
    var job = io.pepper.job.Job.accepted(DispatchFixture.nextId(), "in", new byte[] {1});
    var due = Clock.systemUTC().instant().plus(delay);
    store
        .schedule(java.util.List.of(new io.pepper.store.JobStore.DelayedJob(TOPIC, job, due)))
        .join();
    bus.dispatch.signal(TOPIC, due);
  }

  private void stop(Duration grace) {
    try {
      bus.dispatch.stop(grace);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
