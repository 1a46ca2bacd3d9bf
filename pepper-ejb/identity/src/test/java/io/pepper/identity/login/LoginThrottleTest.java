package io.pepper.identity.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final InstantSource time = () -> now;
  private final Clock clock = time.withZone(ZoneOffset.UTC);
  private final LoginThrottle throttle = new LoginThrottle(clock);

  @Test
  void allowsThreeFailuresAndThenDoublesTheWait() {
    fail(2);
    throttle.check("anna", "here");
    fail(1);
    waits(Duration.ofSeconds(1));
    now = now.plusSeconds(1);
    throttle.check("anna", "here");
    fail(1);
    waits(Duration.ofSeconds(2));
    fail(1);
    waits(Duration.ofSeconds(4));
  }

  /** A directory takes these for the same name, so a guesser has as many tries as one has. */
  @Test
  void takesNamesForTheSameThatADirectoryDoes() {
    for (String name : new String[] {"anna", " Anna", "AN\u200bNA ", "a n n a\u00ad"}) {
      throttle.failed(name, "here");
    }
    assertThatThrownBy(() -> throttle.check("annA", "here"))
        .isInstanceOf(LoginThrottledException.class);
  }

  @Test
  void neverAsksForMoreThanFiveMinutes() {
    fail(100);
    waits(Duration.ofMinutes(5));
  }

  @Test
  void slowsDownOnlyThisUserFromThisAddress() {
    fail(5);
    throttle.check("bert", "here");
    throttle.check("anna", "there");
  }

  @Test
  void forgetsFailuresAfterASuccessAndAfterHalfAnHour() {
    fail(5);
    throttle.succeeded("anna", "here");
    throttle.check("anna", "here");
    fail(3);
    now = now.plus(Duration.ofMinutes(31));
    fail(1);
    throttle.check("anna", "here");
  }

  @Test
  void saysHowLongToWait() {
    fail(4);
    assertThatThrownBy(() -> throttle.check("anna", "here"))
        .hasMessage("too many failed logins: try again in 3 s");
  }

  @Test
  void keepsABoundedNumberOfPairs() {
    RecentMap<Integer> recent = new RecentMap<>(10);
    for (int i = 0; i < 1000; i++) {
      recent.put("k" + i, i);
      recent.get("k0");
    }
    assertThat(recent.size()).isEqualTo(10);
    assertThat(recent.get("k0")).contains(0);
    assertThat(recent.get("k1")).isEmpty();
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      throttle.failed("anna", "here");
    }
  }

  private void waits(Duration expected) {
    assertThatThrownBy(() -> throttle.check("anna", "here"))
        .isInstanceOfSatisfying(
            LoginThrottledException.class, e -> assertThat(e.retryAfter()).isEqualTo(expected));
  }
}
