package io.pepper.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdapterSettingsTest {
  private final AdapterSettings settings =
      new AdapterSettings(
          Map.of("pepper.bind", "0.0.0.0", "pepper.resp.port", "http")::get,
          Map.of("PEPPER_BIND", "127.0.0.9", "PEPPER_RESP_LOGIN_SECONDS", "7")::get);

  @Test
  void prefersSystemPropertiesThenTheEnvironmentThenTheDefault() {
    assertThat(settings.text("pepper.bind", "127.0.0.1")).isEqualTo("0.0.0.0");
    assertThat(settings.seconds("pepper.resp.login-seconds", 30)).isEqualTo(Duration.ofSeconds(7));
    assertThat(settings.seconds("pepper.resp.write-seconds", 30)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void namesTheSettingTheValueAndTheRangeOfAWrongNumber() {
    assertThatThrownBy(() -> settings.number("pepper.resp.port", 12017, 0, 65_535))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("setting pepper.resp.port=http must be a number from 0 to 65535");
    assertThatThrownBy(() -> settings.number("pepper.resp.login-seconds", 30, 8, 9))
        .hasMessageContaining("pepper.resp.login-seconds=7");
  }
}
