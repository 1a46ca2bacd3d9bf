package io.pepper.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void namesThePortInUseAndTheSettingToChange() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      var settings = settings(Integer.toString(taken.getLocalPort()));

      assertThatThrownBy(() -> new Ports(settings).claim("pepper.http.port"))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("port " + taken.getLocalPort() + " on 127.0.0.1 is in use")
          .hasMessageContaining("PEPPER_HTTP_PORT");
    }
  }

  @Test
  void replacesPortZeroByAFreePort() {
    var settings = settings("0");

    new Ports(settings).claim("pepper.http.port");

    assertThat(settings.port("pepper.http.port")).isPositive();
  }

  @Test
  void refusesAnAddressOfAnotherMachine() {
    var settings =
        Settings.read(
            new Properties(), Map.of("PEPPER_HTTP_PORT", "0", "PEPPER_BIND", "192.0.2.1"));

    assertThatThrownBy(() -> new Ports(settings).claim("pepper.http.port"))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("pepper.bind is \"192.0.2.1\"");
  }

  private static Settings settings(String httpPort) {
    return Settings.read(new Properties(), Map.of("PEPPER_HTTP_PORT", httpPort));
  }
}
