package io.pepper.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {
  private static final String NAME = "pepper.networks";

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1",
    "192.168.4.0/22, 192.168.7.255",
    "192.168.1.7, 192.168.1.7",
    "127.0.0.1/32, ::ffff:127.0.0.1",
    "0.0.0.0/0, 8.8.8.8",
    "fd00::/8, fdab::1",
    "fe80::/10, fe80::1%eth0",
    "::1, 0:0:0:0:0:0:0:1"
  })
  void contains(String network, String address) {
    assertThat(networks("203.0.113.0/24 , " + network).containing(address)).contains(network);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 11.0.0.1",
    "192.168.4.0/22, 192.168.8.0",
    "192.168.1.7, 192.168.1.6",
    "0.0.0.0/0, ::1",
    "fe80::/10, fec0::1",
    "10.0.0.0/8, localhost",
    "10.0.0.0/8, ''"
  })
  void doesNotContain(String network, String address) {
    assertThat(networks(network).containing(address)).isEmpty();
  }

  @Test
  void isEmptyUnlessSet() {
    Networks none = Networks.of(Settings.of(Map.of()), NAME);

    assertThat(none.isEmpty()).isTrue();
    assertThat(none.containing("127.0.0.1")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "10.0.0.0/33",
        "10.0.0.0/",
        "10.0.0.0/-1",
        "10.0.0/8",
        "10.0.0.256",
        "fd00::/129",
        "010.0.0.1",
        "10.0.0.1,,10.0.0.2",
        "fd00:::/8",
        "10.0.0.0/8/8"
      })
  void refusesWhatIsNoNetwork(String text) {
    assertThatThrownBy(() -> networks(text))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith(NAME + " is '");
  }

  private static Networks networks(String text) {
    return Networks.of(Settings.of(Map.of(NAME, text)), NAME);
  }
}
