package io.pepper.identity.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.identity.access.InvalidIdentityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class PasswordsTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final InstantSource time = () -> now;
  private final Clock clock = time.withZone(ZoneOffset.UTC);

  @Test
  void matchesOnlyThePasswordThatWasHashed() {
    String hash = Passwords.STANDARD.checkedHash("anna", "correct horse");

    assertThat(hash).startsWith("pbkdf2-sha512$210000$").doesNotContain("correct");
    assertThat(Passwords.matches("correct horse", hash)).isTrue();
    assertThat(Passwords.matches("correct horsf", hash)).isFalse();
    assertThat(Passwords.matches("correct horse", Passwords.STANDARD.nobodysHash())).isFalse();
  }

  @Test
  void hashesTheSamePasswordDifferentlyEachTime() {
    assertThat(Passwords.STANDARD.checkedHash("anna", "correct horse"))
        .isNotEqualTo(Passwords.STANDARD.checkedHash("anna", "correct horse"));
  }

  @Test
  void refusesPasswordsThatAreGuessedFirst() {
    for (String weak : List.of("short", "x".repeat(201), "Password1", "iloveyou", "ANNA.BERG")) {
      assertThatThrownBy(() -> Passwords.STANDARD.checkedHash("anna.berg", weak))
          .isInstanceOfSatisfying(
              InvalidIdentityException.class, e -> assertThat(e.field()).isEqualTo("password"))
          .hasMessageNotContaining(weak);
    }
  }

  @Test
  void generatesPasswordsNobodyGuesses() {
    assertThat(Passwords.generated()).hasSize(24).isNotEqualTo(Passwords.generated());
  }

  @Test
  void remembersARightPasswordForFiveMinutesAndThisHashOnly() {
    VerifiedLogins verified = new VerifiedLogins(clock);
    verified.add("secret", "hash");

    assertThat(verified.contains("secret", "hash")).isTrue();
    assertThat(verified.contains("secres", "hash")).isFalse();
    assertThat(verified.contains("secret", "changed")).isFalse();
    now = now.plus(Duration.ofMinutes(6));
    assertThat(verified.contains("secret", "hash")).isFalse();
  }
}
