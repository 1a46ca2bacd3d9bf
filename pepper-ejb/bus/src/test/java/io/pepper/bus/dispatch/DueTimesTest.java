package io.pepper.bus.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DueTimesTest {
  private final SettableClock clock = new SettableClock();
  private final DueTimes times = new DueTimes(new MemoryStore(), DispatchFixture.TOPIC, clock);

  @Test
  void sleepsLongForAJobThatIsDueInHundredsOfYears() {
    for (int years : new int[] {300, 700, 100_000}) {
      DueTimes far = new DueTimes(new MemoryStore(), DispatchFixture.TOPIC, clock);
      far.add(clock.instant().plus(Duration.ofDays(365L * years)));

      assertThat(far.nanosLeft()).isGreaterThan(Duration.ofDays(365).toNanos());
    }
  }

  @Test
  void doesNotSleepWhenAJobIsDue() {
    times.add(clock.instant().minusSeconds(1));

    assertThat(times.nanosLeft()).isZero();
  }
}
