package io.pepper.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.settings.InvalidSettingException;
import io.pepper.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedCallersTest {
  private static TrustedCallers with(Map<String, String> settings) {
    TrustedCallers trustedCallers = new TrustedCallers();
    trustedCallers.settings = Settings.of(settings);
    trustedCallers.read();
    return trustedCallers;
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "::1, true",
    "10.255.0.1, true",
    "172.16.0.1, true",
    "172.32.0.1, false",
    "192.168.7.7, true",
    "192.169.0.1, false",
    "fd12::7, true",
    "2001:db8::1, false",
    "8.8.8.8, false",
    "169.254.169.254, false",
    "localhost, false"
  })
  void trustsPrivateNetworksUnlessToldOtherwise(String address, boolean isTrusted) {
    TrustedCallers trustedCallers = with(Map.of());

    assertThat(trustedCallers.isTrusted(address)).isEqualTo(isTrusted);
    assertThat(trustedCallers.isTrusted(address)).as("again").isEqualTo(isTrusted);
  }

  @Test
  void trustsWhomItIsTold() {
    assertThat(with(Map.of(TrustedCallers.SETTING, "none")).isTrusted("127.0.0.1")).isFalse();
    TrustedCallers one = with(Map.of(TrustedCallers.SETTING, "203.0.113.7"));
    assertThat(one.isTrusted("203.0.113.7")).isTrue();
    assertThat(one.isTrusted("127.0.0.1")).isFalse();
    assertThatThrownBy(() -> with(Map.of(TrustedCallers.SETTING, "everybody")))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(TrustedCallers.SETTING);
  }

  @Test
  void makesTokensThatNobodyLogsInWith() {
    String token = AppToken.create();

    assertThat(token).isNotEqualTo(AppToken.create());
    assertThat(AppToken.isOne(token)).isTrue();
    assertThat(AppToken.isOne("pepper_" + token)).isFalse();
    assertThat(AppToken.hash(token)).hasSize(64).doesNotContain(token);
  }
}
