package io.pepper.web.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTest {
  @ParameterizedTest
  @ValueSource(strings = {"/index.xhtml", "/queues/mail.xhtml"})
  void goesOnToPagesOfOurOwn(String to) {
    assertThat(Login.safe(to)).isEqualTo(to);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"//evil.example", "/\\evil.example", "https://evil.example", "/a?x=\n", ""})
  void neverLeadsAwayFromTheSite(String to) {
    assertThat(Login.safe(to)).isEqualTo("/");
  }
}
