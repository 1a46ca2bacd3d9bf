package io.pepper.web.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SitePathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/index.xhtml",
        "/queues/mail.xhtml",
        "/?q=mail&attention=on&sort=-dead&page=2",
        "/cron-job.xhtml?name=a%2Fb",
        "/?q=//evil.example"
      })
  void goesOnToPagesOfOurOwn(String to) {
    assertThat(SitePath.safe(to)).isEqualTo(to);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example",
        "//evil.example?x=/",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/%09//evil.example\n",
        "https://evil.example",
        "https:/index.xhtml",
        "javascript:alert(1)",
        "evil.example",
        "?q=x",
        " /index.xhtml",
        "/a?x=\n",
        "/a?x=\r\nSet-Cookie:a",
        "/a#b",
        ""
      })
  void neverLeadsAwayFromTheSite(String to) {
    assertThat(SitePath.safe(to)).isEqualTo("/");
  }
}
