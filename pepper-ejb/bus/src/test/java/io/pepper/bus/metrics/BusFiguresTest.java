package io.pepper.bus.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.bus.dispatch.SettableClock;
import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.job.QueueName;
import io.pepper.job.TopicId;
import io.pepper.store.JobStore;
import io.pepper.store.StoreUnavailableException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ObjLongConsumer;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class BusFiguresTest {
  private static final TopicId TOPIC = TopicId.of("queue1", "topic1");

  private final SettableClock clock = new SettableClock();
  private final BusFigures figures = new BusFigures(clock);
  private final TopicFigures topic = figures.of(TOPIC);

  @Test
  void percentilesCoverTheAttemptsOfTheLastMinute() {
    for (int millis = 1; millis <= 100; millis++) {
      attempt(Duration.ofMillis(millis));
    }

    Latency attempts = topic.read().attempts();

    assertThat(attempts.count()).isEqualTo(100);
    assertThat(attempts.p50().toNanos()).isCloseTo(50_000_000L, Percentage.withPercentage(1));
    assertThat(attempts.p90().toNanos()).isCloseTo(90_000_000L, Percentage.withPercentage(1));
    assertThat(attempts.p99().toNanos()).isCloseTo(99_000_000L, Percentage.withPercentage(1));
    clock.advance(Duration.ofSeconds(61));
    assertThat(topic.read().attempts()).isEqualTo(Latency.NONE);
    assertThat(topic.read().succeeded()).isEqualTo(100);
  }

  @Test
  void ratesAreMeansOverTheLastFullSeconds() {
    for (int second = 0; second < 10; second++) {
      for (int i = 0; i < 20; i++) {
        attempt(Duration.ofMillis(1));
      }
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(topic.read().perSecond()).isEqualTo(20);
    assertThat(topic.read().perSecondMinute()).isCloseTo(3.33, Percentage.withPercentage(1));
    clock.advance(Duration.ofSeconds(15));
    assertThat(topic.read().perSecond()).isZero();
  }

  @Test
  void knowsWhatRunsAndWhatFailedLast() {
    topic.started(List.of(job(), job(), job()));
    topic.failed(1, Duration.ofMillis(5), "broken");
    topic.returned(1, "refused");

    TopicSnapshot read = topic.read();

    assertThat(read.running()).isEqualTo(1);
    assertThat(read.failed()).isEqualTo(1);
    assertThat(read.returned()).isEqualTo(1);
    assertThat(read.lastError()).contains(new LastError("refused", clock.instant()));
  }

  @Test
  void countsTheOutcomesOfTheLastMinutesAndThenRemembersTheLatest() {
    attempt(Duration.ofMillis(1));
    clock.advance(Duration.ofMinutes(4));
    topic.started(List.of(job(), job()));
    topic.failed(2, Duration.ofMillis(5), "broken");

    assertThat(topic.read().recentSucceeded()).isEqualTo(1);
    assertThat(topic.read().recentFailed()).isEqualTo(2);
    clock.advance(Duration.ofMinutes(3));
    assertThat(topic.read().recentSucceeded()).isZero();
    assertThat(topic.read().recentFailed()).isEqualTo(2);
    clock.advance(Duration.ofHours(3));
    assertThat(topic.read().recentSucceeded()).isZero();
    assertThat(topic.read().recentFailed()).isEqualTo(1);
  }

  @Test
  void keepsBothEndsOfALongError() {
    topic.started(List.of(job()));
    topic.failed(1, Duration.ZERO, "begin " + "x".repeat(100_000) + " end");

    assertThat(topic.read().lastError().orElseThrow().text())
        .startsWith("begin ")
        .contains("characters are left out here")
        .endsWith(" end")
        .hasSizeLessThan(2_001);
  }

  @Test
  void countsTheWaitOfFirstAttemptsOnly() {
    Job retried = job().attemptStarted(clock.instant()).failed("no");
    clock.advance(Duration.ofMillis(250));

    topic.started(List.of(job(Duration.ofMillis(250)), retried));

    assertThat(topic.read().waits().count()).isEqualTo(1);
    assertThat(topic.read().waits().max().toMillis()).isBetween(248L, 252L);
  }

  @Test
  void forgetsQueuesThatAreNoLongerDefined() {
    figures.of(new QueueName("queue1")).accepted(1, 3);
    figures.of(new QueueName("queue2")).accepted(1, 1);

    figures.keepOnly(Set.of(new QueueName("queue2")));

    assertThat(figures.topics()).isEmpty();
    assertThat(figures.queues())
        .containsOnlyKeys(new QueueName("queue2"))
        .containsValue(new QueueSnapshot(1, 1));
  }

  @Test
  void addsEachOutcomeToTheStoreOnceAlsoWhatIsCountedMeanwhile() {
    List<String> added = new ArrayList<>();
    attempt(Duration.ofMillis(1));
    figures.of(TopicId.of("queue1", "idle"));

    figures.save(
        adding((id, succeeded) -> {
          added.add(id + "+" + succeeded);
          attempt(Duration.ofMillis(1));
          attempt(Duration.ofMillis(1));
        }));
    figures.save(adding((id, succeeded) -> added.add(id + "+" + succeeded)));
    figures.save(adding((id, succeeded) -> added.add(id + "+" + succeeded)));

    assertThat(added).containsExactly(TOPIC + "+1", TOPIC + "+2");
  }

  @Test
  void savesLaterWhatTheStoreCouldNotAdd() {
    List<String> added = new ArrayList<>();
    attempt(Duration.ofMillis(1));

    boolean first =
        figures.save(
            adding((id, succeeded) -> {
              throw new StoreUnavailableException("down", null);
            }));
    boolean second = figures.save(adding((id, succeeded) -> added.add(id + "+" + succeeded)));

    assertThat(first).isFalse();
    assertThat(second).isTrue();
    assertThat(added).containsExactly(TOPIC + "+1");
  }

  /** Returns a store of which only the adding of figures is called. */
  private static JobStore adding(ObjLongConsumer<TopicId> add) {
    return (JobStore)
        Proxy.newProxyInstance(
            JobStore.class.getClassLoader(),
            new Class<?>[] {JobStore.class},
            (proxy, method, values) -> {
              assertThat(method.getName()).isEqualTo("addFigures");
              add.accept((TopicId) values[0], (long) values[1]);
              return null;
            });
  }

  private void attempt(Duration took) {
    topic.started(List.of(job()));
    topic.succeeded(1, took);
  }

  private Job job() {
    return job(Duration.ZERO);
  }

  private Job job(Duration ago) {
    long millis = clock.instant().minus(ago).toEpochMilli();
    return Job.accepted(JobId.parse(millis + "-1"), "t", new byte[0]);
  }
}
