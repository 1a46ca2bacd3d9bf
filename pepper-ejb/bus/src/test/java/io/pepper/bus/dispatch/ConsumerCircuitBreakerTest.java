package io.pepper.bus.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsumerCircuitBreakerTest {
  private final SettableClock clock = new SettableClock();
  private final ConsumerCircuitBreaker gate =
      new ConsumerCircuitBreaker(clock, DispatchSettings.DEFAULT);

  @Test
  void isClosedAtFirstAndAsksForAPingAtOnce() {
    assertThat(gate.isAvailable()).isFalse();
    assertThat(gate.nextPing()).contains(clock.instant());
  }

  @Test
  void doublesThePauseFromOneSecondToThirty() {
    List<Long> seconds = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      seconds.add(closeAndWait().toSeconds());
    }

    assertThat(seconds.get(0)).isEqualTo(1);
    assertThat(seconds.get(1)).isEqualTo(2);
    assertThat(seconds.get(2)).isEqualTo(4);
    assertThat(seconds.get(3)).isEqualTo(8);
    assertThat(seconds.subList(5, 7)).allMatch(each -> each >= 30 && each <= 33);
  }

  @Test
  void aGoodPingAloneDoesNotShortenThePause() {
    closeAndWait();
    closeAndWait();

    gate.markAvailable();

    assertThat(closeAndWait()).isGreaterThanOrEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void aDeliveryThatGotThroughDoes() {
    closeAndWait();
    closeAndWait();

    gate.markAvailable();
    gate.reached();

    assertThat(closeAndWait()).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void manyWorkersTurnedAwayAtOnceCountAsOne() {
    gate.markAvailable();
    gate.reached();

    assertThat(gate.markUnavailable("refused")).isTrue();
    assertThat(gate.markUnavailable("refused")).isFalse();

    assertThat(gate.nextPing().orElseThrow()).isBefore(clock.instant().plusSeconds(2));
  }

  @Test
  void asksForAPingWithinTheLongestPauseAlsoWhenTheClockIsSetBack() {
    gate.markUnavailable("away");

    clock.advance(Duration.ofHours(-1));

    assertThat(gate.nextPing().orElseThrow()).isBefore(clock.instant().plusSeconds(34));
    clock.advance(Duration.ofSeconds(34));
    assertThat(gate.nextPing().orElseThrow()).isBefore(clock.instant());
  }

  @Test
  void asksAtOnceWhenAJobIsRefusedWhileOthersGotThrough() {
    gate.markAvailable();
    gate.reached();

    assertThat(gate.refused("not this one")).isTrue();

    assertThat(gate.isAvailable()).isFalse();
    assertThat(gate.nextPing()).contains(clock.instant());
  }

  @Test
  void waitsWhenNothingGotThroughSinceTheLastPing() {
    gate.markAvailable();

    assertThat(gate.refused("not this one")).isTrue();

    assertThat(gate.nextPing().orElseThrow()).isAfter(clock.instant());
  }

  @Test
  void oneJobThatIsRefusedForGoodKeepsItOpenAndTheNextInARowClosesIt() {
    gate.markAvailable();

    assertThat(gate.refusedTooOften("not this one")).isFalse();
    assertThat(gate.isAvailable()).isTrue();
    assertThat(gate.refusedTooOften("nor this one")).isTrue();
    assertThat(gate.isAvailable()).isFalse();

    gate.markAvailable();
    gate.reached();
    assertThat(gate.refusedTooOften("another one")).isFalse();
  }

  /** Time then stands at the next ping. */
  private Duration closeAndWait() {
    gate.markUnavailable("away");
    Duration wait = Duration.between(clock.instant(), gate.nextPing().orElseThrow());
    clock.advance(wait);
    return wait;
  }
}
