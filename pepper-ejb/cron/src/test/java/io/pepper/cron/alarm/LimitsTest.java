package io.pepper.cron.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.cron.definition.JobName;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static final NotifierIntervals PACE =
      new NotifierIntervals(
          Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofDays(1));

  @Test
  void theOutboxHoldsSoManyPerChannelAndNoMore() {
    Map<NotificationTarget, NotificationChannel> couriers =
        Map.of(
            NotificationTarget.WEBHOOK, new Webhook(Duration.ofSeconds(1)),
            NotificationTarget.MAIL, new Mail(Optional.empty(), Duration.ofSeconds(1)),
            NotificationTarget.QUEUE, new BusQueue(null));
    try (Outbox outbox =
        new Outbox(
            couriers, PACE, Clock.systemUTC(), (notice, channel) -> {}, new LostAlertCounter())) {
      for (int i = 0; i < Outbox.MOST_PER_CHANNEL; i++) {
        assertThat(outbox.hold("id" + i, Set.of(NotificationTarget.WEBHOOK)))
            .containsExactly(NotificationTarget.WEBHOOK);
      }
      assertThat(outbox.hold("full", Set.of(NotificationTarget.WEBHOOK))).isEmpty();
      assertThat(outbox.holds("full")).isFalse();
      assertThat(
              outbox.hold(
                  "partly", EnumSet.of(NotificationTarget.WEBHOOK, NotificationTarget.MAIL)))
          .containsExactly(NotificationTarget.MAIL);

      outbox.release("id7");

      assertThat(outbox.hold("now", Set.of(NotificationTarget.WEBHOOK)))
          .containsExactly(NotificationTarget.WEBHOOK);
    }
  }

  @Test
  void asManyChangesWaitAndNoMoreAndNobodyIsBlocked() {
    JobName job = new JobName("job1");
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger done = new AtomicInteger();
    try (PerJobExecutor lanes = new PerJobExecutor()) {
      for (int i = 0; i < PerJobExecutor.MOST_WAITING; i++) {
        assertThat(lanes.ask(job, () -> awaited(go, done))).isTrue();
      }
      assertThat(lanes.ask(job, done::incrementAndGet)).isFalse();
      assertThat(lanes.ask(new JobName("job2"), done::incrementAndGet)).isFalse();

      go.countDown();

      await().until(() -> done.get() == PerJobExecutor.MOST_WAITING && !lanes.isBusyWith(job));
      assertThat(lanes.ask(job, done::incrementAndGet)).isTrue();
    }
    assertThat(done).hasValue(PerJobExecutor.MOST_WAITING + 1);
  }

  private static void awaited(CountDownLatch go, AtomicInteger done) {
    try {
      go.await();
      done.incrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
