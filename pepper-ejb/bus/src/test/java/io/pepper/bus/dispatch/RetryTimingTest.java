package io.pepper.bus.dispatch;

import static io.pepper.bus.delivery.HttpConsumer.reply;
import static io.pepper.bus.dispatch.DispatchFixture.TOPIC;
import static io.pepper.bus.dispatch.DispatchFixture.topic;
import static io.pepper.bus.dispatch.DispatchFixture.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pepper.bus.delivery.HttpConsumer;
import io.pepper.definition.RetryPolicy;
import io.pepper.definition.RetryPolicy.BackoffType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetryTimingTest {
  private final HttpConsumer consumer =
      HttpConsumer.start().onJobs((request, exchange) -> reply(exchange, "500", "no"));
  private final SettableClock clock = new SettableClock();
  private final MemoryStore store = new MemoryStore();
  private final DispatchFixture bus = new DispatchFixture(store, clock, DispatchFixture.QUICK);

  @AfterEach
  void close() throws InterruptedException {
    bus.close();
    consumer.close();
  }

  @Test
  void waitsAsThePolicySaysAndAtMostATenthLonger() {
    bus.apply(
        with(
            topic(consumer.delivery()),
            1,
            1,
            new RetryPolicy(
                4, BackoffType.EXPONENTIAL, Duration.ofMinutes(1), Duration.ofMinutes(3))));

    bus.push("a");

    List<Duration> waits = new ArrayList<>();
    for (int attempt = 1; attempt < 4; attempt++) {
      int made = attempt;
      await().until(() -> consumer.jobs().size() == made && bus.counts().scheduled() == 1);
      Duration wait = Duration.between(clock.instant(), store.nextDue(TOPIC).orElseThrow());
      waits.add(wait);
      clock.advance(wait.minusMillis(1));
      bus.dispatch.signal(TOPIC);
      assertThat(consumer.jobs()).hasSize(made);
      clock.advance(Duration.ofMillis(1));
      bus.dispatch.signal(TOPIC);
    }

    await().until(() -> bus.counts().dead() == 1);
    assertThat(waits.get(0)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(66));
    assertThat(waits.get(1)).isBetween(Duration.ofSeconds(120), Duration.ofSeconds(132));
    assertThat(waits.get(2)).isBetween(Duration.ofSeconds(180), Duration.ofSeconds(198));
  }
}
