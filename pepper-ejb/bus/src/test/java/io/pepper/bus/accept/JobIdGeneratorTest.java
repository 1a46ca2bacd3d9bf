package io.pepper.bus.accept;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.job.JobId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class JobIdGeneratorTest {
  private static final Instant NOW = Instant.parse("2026-11-21T09:00:00.123Z");

  @Test
  void tellsWhenAJobWasAccepted() {
    assertThat(ids(NOW, 1).next().acceptedAt()).isEqualTo(NOW);
  }

  @Test
  void looksLikeTheOriginalsIds() {
    // Captured from the original together with the start of its first attempt, unix second
    // 1795217947.
    JobId original = JobId.parse("13613428983021453313");

    assertThat(original.acceptedAt())
        .isBetween(Instant.ofEpochSecond(1795217940), Instant.ofEpochSecond(1795217948));
    assertThat(ids(NOW, 1).next().toString()).hasSize(20).startsWith("136");
  }

  @Test
  void survivesTheWayThroughBothWrittenForms() {
    JobId id = ids(NOW, 1023).next();

    assertThat(JobId.parse(id.toString())).isEqualTo(id);
    assertThat(JobId.parse(id.toStreamId())).isEqualTo(id);
  }

  @Test
  void neverRepeatsWithinOneMillisecondOfAStandingClock() {
    JobIdGenerator ids = ids(NOW, 5);
    JobId before = ids.next();
    for (int i = 0; i < 100_000; i++) {
      JobId next = ids.next();
      assertThat(next).isGreaterThan(before);
      before = next;
    }
  }

  @Test
  void goesOnIncreasingWhenTheClockStepsBack() {
    Instant[] time = {NOW};
    JobIdGenerator ids = new JobIdGenerator(clock(time), 1);
    JobId before = ids.next();

    time[0] = NOW.minusSeconds(3600);

    assertThat(ids.next()).isGreaterThan(before);
  }

  @Test
  void differsBetweenNodesOfTheSameInstant() {
    assertThat(ids(NOW, 1).next()).isNotEqualTo(ids(NOW, 2).next());
  }

  @Test
  void givesEachIdOnceToManyThreads() {
    JobIdGenerator ids = new JobIdGenerator(Clock.systemUTC(), 1);
    Set<JobId> seen = ConcurrentHashMap.newKeySet();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int t = 0; t < 8; t++) {
        threads.submit(() -> {
          for (int i = 0; i < 1000; i++) {
            seen.addAll(Set.of(ids.next(7)));
          }
        });
      }
    }
    assertThat(seen).hasSize(8 * 1000 * 7);
  }

  private static JobIdGenerator ids(Instant now, int shard) {
    return new JobIdGenerator(Clock.fixed(now, ZoneOffset.UTC), shard);
  }

  private static Clock clock(Instant[] time) {
    return new Clock() {
      @Override
      public ZoneOffset getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(java.time.ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return time[0];
      }
    };
  }
}
