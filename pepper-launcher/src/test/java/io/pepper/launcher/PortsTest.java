package io.pepper.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void namesEachPortInUseAndTheSettingToChange() throws IOException {
    try (var http = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        var grpc = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      List<String> problems = claim(settings(http.getLocalPort(), 0, grpc.getLocalPort()));

      assertThat(problems).hasSize(2);
      assertThat(problems.get(0))
          .contains("port " + http.getLocalPort() + " on 127.0.0.1 is in use", "PEPPER_HTTP_PORT");
      assertThat(problems.get(1)).contains("PEPPER_GRPC_PORT");
    }
  }

  @Test
  void replacesPortZeroByAFreePort() {
    var settings = settings(0, 0, 0);

    assertThat(claim(settings)).isEmpty();
    assertThat(settings.port("pepper.http.port"))
        .isPositive()
        .isNotEqualTo(settings.port("pepper.resp.port"));
  }

  @Test
  void refusesOnePortForTwoSettings() throws IOException {
    int free;
    try (var socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }

    assertThat(claim(settings(free, 0, free)))
        .singleElement()
        .asString()
        .startsWith("pepper.http.port and pepper.grpc.port are both " + free);
  }

  @Test
  void refusesAnAddressOfAnotherMachineOnce() {
    var settings =
        Settings.read(
            new Properties(),
            Map.of(
                "PEPPER_HTTP_PORT", "0",
                "PEPPER_RESP_PORT", "0",
                "PEPPER_GRPC_PORT", "0",
                "PEPPER_BIND", "192.0.2.1"));

    assertThat(claim(settings))
        .singleElement()
        .asString()
        .startsWith("pepper.bind is \"192.0.2.1\"");
  }

  @Test
  void namesTheSettingThatIsNoPort() {
    assertThat(claim(settings(65_536, 0, 0)))
        .singleElement()
        .asString()
        .startsWith("pepper.http.port is \"65536\"");
  }

  private static List<String> claim(Settings settings) {
    return new Ports(settings).claim();
  }

  private static Settings settings(int http, int resp, int grpc) {
    return Settings.read(
        new Properties(),
        Map.of(
            "PEPPER_HTTP_PORT", Integer.toString(http),
            "PEPPER_RESP_PORT", Integer.toString(resp),
            "PEPPER_GRPC_PORT", Integer.toString(grpc)));
  }
}
