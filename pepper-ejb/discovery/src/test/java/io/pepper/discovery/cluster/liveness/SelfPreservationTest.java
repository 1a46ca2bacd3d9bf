package io.pepper.discovery.cluster.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.discovery.cluster.liveness.NodeTerms.ProtectionTerms;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SelfPreservationTest {
  private static final long HOUR = Duration.ofHours(1).toNanos();

  private final SelfPreservation selfPreservation =
      new SelfPreservation(ProtectionTerms.DEFAULT, Clock.systemUTC());

  @Test
  void letsFewGo() {
    assertThat(selfPreservation.mayEvict(4, 4, 4, 0)).isTrue();
    assertThat(selfPreservation.mayEvict(1_000, 150, 150, 0)).isTrue();
    assertThat(selfPreservation.protection()).isEmpty();
  }

  @Test
  void keepsManyAsSoonAsTheFirstIsOverdue() {
    assertThat(selfPreservation.mayEvict(1_000, 151, 0, 0)).isFalse();
    assertThat(selfPreservation.protection()).isEmpty();
    assertThat(selfPreservation.mayEvict(1_000, 151, 1, 1)).isFalse();
    assertThat(selfPreservation.mayEvict(1_000, 151, 151, 2)).isFalse();
    assertThat(selfPreservation.protection().orElseThrow().kept()).isEqualTo(151);
  }

  @Test
  void endsWhenHeartbeatsComeBack() {
    selfPreservation.mayEvict(10, 5, 5, 0);
    assertThat(selfPreservation.protection()).isPresent();
    assertThat(selfPreservation.mayEvict(10, 1, 1, 1)).isTrue();
    assertThat(selfPreservation.protection()).isEmpty();
  }

  @Test
  void lastsAnHourAndThenNotAgainForTheSame() {
    selfPreservation.mayEvict(10, 9, 9, 0);
    assertThat(selfPreservation.mayEvict(10, 9, 9, HOUR)).isFalse();
    assertThat(selfPreservation.mayEvict(10, 9, 9, HOUR + 1)).isTrue();
    assertThat(selfPreservation.mayEvict(10, 9, 9, HOUR + 2)).isTrue();
    assertThat(selfPreservation.mayEvict(10, 0, 0, HOUR + 3)).isTrue();
    assertThat(selfPreservation.mayEvict(10, 9, 9, HOUR + 4)).isFalse();
  }

  @Test
  void keepsNobodyWhenItIsNotWanted() {
    SelfPreservation off =
        new SelfPreservation(
            new ProtectionTerms(false, 15, Duration.ofHours(1)), Clock.systemUTC());
    assertThat(off.mayEvict(10, 10, 10, 0)).isTrue();
  }
}
