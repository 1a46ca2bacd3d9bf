package io.pepper.cron.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.cron.definition.After.On;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JobCompletionsTest {
  private static final Instant FIRST = Instant.ofEpochSecond(100);
  private static final Instant SECOND = Instant.ofEpochSecond(200);
  private static final Instant NOW = Instant.ofEpochSecond(300);

  @Test
  void oneReplicaCompletesAnOccurrence() {
    JobCompletions completions =
        JobCompletions.NONE.with(FIRST, true, 1, NOW).with(SECOND, false, 1, NOW);
    assertThat(completions.count(On.SUCCESS)).isEqualTo(1);
    assertThat(completions.count(On.FAILURE)).isEqualTo(1);
    assertThat(completions.count(On.ANY)).isEqualTo(2);
    assertThat(completions.at()).isEqualTo(NOW);
  }

  @Test
  void anOccurrenceCompletesWithItsLastReplica() {
    JobCompletions half = JobCompletions.NONE.with(FIRST, true, 2, NOW);
    assertThat(half.count(On.ANY)).isZero();
    assertThat(half.with(FIRST, true, 2, NOW).count(On.SUCCESS)).isEqualTo(1);
    assertThat(half.with(FIRST, false, 2, NOW).count(On.FAILURE)).isEqualTo(1);
    assertThat(half.with(FIRST, false, 2, NOW).count(On.SUCCESS)).isZero();
  }

  @Test
  void anOccurrenceThatIsOvertakenHasFailed() {
    JobCompletions overtaken =
        JobCompletions.NONE.with(FIRST, true, 2, NOW).with(SECOND, true, 2, NOW);
    assertThat(overtaken.count(On.FAILURE)).isEqualTo(1);
    assertThat(overtaken.with(SECOND, true, 2, NOW).count(On.SUCCESS)).isEqualTo(1);
  }

  @Test
  void lateNewsOfAnEarlierOccurrenceCountsForNothing() {
    JobCompletions second = JobCompletions.NONE.with(SECOND, true, 1, NOW);
    assertThat(second.with(FIRST, true, 1, NOW)).isEqualTo(second);
  }

  @Test
  void staysTheSameInItsKey() {
    JobCompletions half = new JobCompletions(3, 4, FIRST, SECOND, 1, true);
    assertThat(JobCompletions.read(half.toBytes())).isEqualTo(half);
  }
}
