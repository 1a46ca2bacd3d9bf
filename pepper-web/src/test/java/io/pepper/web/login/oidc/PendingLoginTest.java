package io.pepper.web.login.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PendingLoginTest {
  @Test
  void comesBackFromACookieWhole() {
    PendingLogin pending = PendingLogin.begin("/queues.xhtml?filter=" + "ö".repeat(900));

    assertThat(pending.text()).matches("[A-Za-z0-9._~-]+").hasSizeLessThan(4_000);
    assertThat(PendingLogin.parse(pending.text())).contains(pending);
    assertThat(pending.toString()).doesNotContain(pending.verifier().getValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "...", "a.b.c.d", "a.b", "a.b.c.d.e"})
  void isNothingElse(String value) {
    assertThat(PendingLogin.parse(value)).isEmpty();
    assertThat(PendingLogin.parse(PendingLogin.begin("/").text() + "%")).isEmpty();
  }
}
