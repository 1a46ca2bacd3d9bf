package io.pepper.cron.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.concurrent.Backoff;
import io.pepper.cron.alarm.channel.ChannelType;
import io.pepper.cron.alarm.channel.NotificationChannel;
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

class AlertLimitsTest {
  private static final NotificationIntervals PACE =
      new NotificationIntervals(
          new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1)),
          Duration.ofMinutes(1),
          Duration.ofDays(1));

  @Test
  void theOutboxHoldsSoManyPerChannelAndNoMore() {
    Map<ChannelType, NotificationChannel> channels =
        NotificationChannel.all(null, Optional.empty(), Duration.ofSeconds(1));
    try (Outbox outbox =
        new Outbox(
            channels, PACE, Clock.systemUTC(), (notice, channel) -> {}, new LostAlertCounter())) {
      for (int i = 0; i < Outbox.MAX_PER_CHANNEL; i++) {
        assertThat(outbox.reserve("id" + i, Set.of(ChannelType.WEBHOOK)))
            .containsExactly(ChannelType.WEBHOOK);
      }
      assertThat(outbox.reserve("full", Set.of(ChannelType.WEBHOOK))).isEmpty();
      assertThat(outbox.isReserved("full")).isFalse();
      assertThat(outbox.reserve("partly", EnumSet.of(ChannelType.WEBHOOK, ChannelType.MAIL)))
          .containsExactly(ChannelType.MAIL);

      outbox.release("id7");

      assertThat(outbox.reserve("now", Set.of(ChannelType.WEBHOOK)))
          .containsExactly(ChannelType.WEBHOOK);
    }
  }

  @Test
  void asManyChangesWaitAndNoMoreAndNobodyIsBlocked() {
    JobName job = new JobName("job1");
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger done = new AtomicInteger();
    try (PerJobExecutor lanes = new PerJobExecutor()) {
      for (int i = 0; i < PerJobExecutor.MAX_WAITING; i++) {
        assertThat(lanes.submit(job, () -> awaited(go, done))).isTrue();
      }
      assertThat(lanes.submit(job, done::incrementAndGet)).isFalse();
      assertThat(lanes.submit(new JobName("job2"), done::incrementAndGet)).isFalse();

      go.countDown();

      await().until(() -> done.get() == PerJobExecutor.MAX_WAITING && !lanes.isBusyWith(job));
      assertThat(lanes.submit(job, done::incrementAndGet)).isTrue();
    }
    assertThat(done).hasValue(PerJobExecutor.MAX_WAITING + 1);
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
