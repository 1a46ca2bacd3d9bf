package io.pepper.bus.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.bus.definition.BatchSize;
import io.pepper.bus.delivery.ConsumerResponse;
import io.pepper.bus.delivery.DeliveryResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchRuleTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final JobTime jobTime = new JobTime();

  @ParameterizedTest
  @CsvSource({
    // waiting, workers, free, store has more, jobs of the next delivery
    "1, 4, 3, false, 1",
    "4, 4, 3, false, 1",
    "5, 4, 3, false, 2",
    "4, 4, 0, false, 1",
    "40, 4, 0, false, 10",
    "400, 4, 0, false, 32",
    "3, 1, 0, false, 3",
    "2, 4, 3, true, 1",
    "4, 4, 3, true, 1",
    "4, 4, 0, true, 4",
    "40, 4, 0, true, 32",
    "40, 4, 3, true, 10",
    "400, 4, 3, true, 32"
  })
  void sharesWhatWaitsAndFillsDeliveriesFromABacklog(
      int waiting, int workers, int free, boolean more, int jobs) {
    done(1, Duration.ofMillis(1));

    assertThat(adaptive(32, MINUTE).next(waiting, workers, free, more)).isEqualTo(jobs);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "16, 16", "40, 16"})
  void aFixedBatchTakesAllThatWaits(int waiting, int jobs) {
    BatchRule rule = BatchRule.of(BatchSize.fixed(16), Integer.MAX_VALUE, MINUTE, jobTime);

    assertThat(rule.next(waiting, 4, 3, false)).isEqualTo(jobs);
  }

  @Test
  void dividesABurstEvenlyAndEndsWithSingleJobs() {
    done(1, Duration.ofMillis(1));
    BatchRule rule = adaptive(32, MINUTE);
    List<Integer> sizes = new ArrayList<>();
    for (int waiting = 20; waiting > 0; waiting -= sizes.getLast()) {
      sizes.add(rule.next(waiting, 4, 0, false));
    }

    assertThat(sizes).containsExactly(5, 4, 3, 2, 2, 1, 1, 1, 1);
  }

  @Test
  void carriesOneJobUntilItsTimeIsKnown() {
    assertThat(adaptive(32, MINUTE).next(1000, 4, 0, true)).isEqualTo(1);
    failed(1, Duration.ofMillis(1));

    assertThat(adaptive(32, MINUTE).next(1000, 4, 0, true)).isEqualTo(1);
  }

  @Test
  void takesNoLongerThanAQuarterOfTheTimeLimit() {
    done(1, Duration.ofSeconds(1));

    assertThat(adaptive(32, MINUTE).limit()).isEqualTo(15);
    assertThat(adaptive(32, Duration.ofSeconds(2)).limit()).isEqualTo(1);
    assertThat(adaptive(8, MINUTE).limit()).isEqualTo(8);
  }

  @Test
  void shrinksAtOnceWhenJobsBecomeSlowAndGrowsStepByStep() {
    for (int i = 0; i < 100; i++) {
      done(32, Duration.ofMillis(32));
    }
    assertThat(adaptive(32, MINUTE).limit()).isEqualTo(32);

    failed(32, MINUTE);

    assertThat(adaptive(32, MINUTE).limit()).isEqualTo(8);
    done(8, Duration.ofMillis(8));
    assertThat(adaptive(32, MINUTE).limit()).isEqualTo(8);
    for (int i = 0; i < 30; i++) {
      done(8, Duration.ofMillis(8));
    }
    assertThat(adaptive(32, MINUTE).limit()).isEqualTo(32);
  }

  @Test
  void learnsNothingFromDeliveriesThatEndedEarly() {
    done(1, Duration.ofSeconds(1));

    for (int i = 0; i < 100; i++) {
      failed(15, Duration.ofMillis(1));
    }

    assertThat(adaptive(32, MINUTE).limit()).isEqualTo(15);
  }

  @Test
  void keepsToWhatTheTransportCarries() {
    done(1, Duration.ofMillis(1));

    assertThat(BatchRule.of(BatchSize.adaptive(32), 1, MINUTE, jobTime).next(100, 1, 0, true))
        .isEqualTo(1);
  }

  private BatchRule adaptive(int max, Duration timeout) {
    return BatchRule.of(BatchSize.adaptive(max), Integer.MAX_VALUE, timeout, jobTime);
  }

  private void done(int jobs, Duration took) {
    byte[] empty = {};
    jobTime.observe(
        new ConsumerResponse(
            DeliveryResult.SUCCEEDED, "200", "", "", Map::of, empty, "", "", took, List.of()),
        jobs);
  }

  private void failed(int jobs, Duration took) {
    jobTime.observe(ConsumerResponse.failed("broken", took.toNanos()), jobs);
  }
}
