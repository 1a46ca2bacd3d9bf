package io.pepper.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofMillis(700));

  @Test
  void doublesThePauseUpToTheLongest() {
    assertThat(Stream.iterate(Duration.ZERO, backoff::after).skip(1).limit(5))
        .extracting(Duration::toMillis)
        .containsExactly(100L, 200L, 400L, 700L, 700L);
  }

  @Test
  void countsFailuresAsItCountsPauses() {
    assertThat(IntStream.rangeClosed(1, 5).mapToObj(backoff::afterFailures))
        .extracting(Duration::toMillis)
        .containsExactly(100L, 200L, 400L, 700L, 700L);
    assertThat(backoff.afterFailures(Integer.MAX_VALUE)).isEqualTo(backoff.longest());
  }

  @Test
  void neverOverflows() {
    Backoff endless = new Backoff(Duration.ofDays(1), Duration.ofSeconds(Long.MAX_VALUE));

    assertThat(endless.afterFailures(1000)).isEqualTo(endless.longest());
    assertThat(endless.after(endless.longest())).isEqualTo(endless.longest());
  }

  @Test
  void cutsTheFirstPauseToTheLongest() {
    Backoff brief = new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1));

    assertThat(brief.after(Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
    assertThat(brief.afterFailures(1)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void refusesToWaitForNoTime() {
    assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(1), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
