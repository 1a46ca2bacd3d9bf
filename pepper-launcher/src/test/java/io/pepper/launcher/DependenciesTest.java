package io.pepper.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DependenciesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "redis://:secret@one:6379/0|one:6379",
        "redis://user:p@ss@one:6379|one:6379",
        "rediss://one|one",
        "redis-sentinel://:secret@one:26379,two:26379/0#main|one:26379,two:26379",
        "redis-cluster://one:7000,two:7001?timeout=1s|one:7000,two:7001",
        "etcd:http://one:2379,http://two:2379|one:2379,two:2379",
        "jdbc:mariadb://one:3306/pepper?user=x|one:3306",
        "jdbc:mariadb:sequential://one:3306,two:3307/pepper|one:3306,two:3307",
      })
  void findsTheHostsInEachKindOfAddress(String uri, String hosts) {
    assertThat(Dependencies.hostsIn(uri)).isEqualTo(hosts);
  }

  @Test
  void namesWhatIsUnreachableAndTheSettingButNoPassword() throws IOException {
    int closed = closedPort();

    assertThat(problems("PEPPER_STORE", "redis://:secret@127.0.0.1:" + closed))
        .singleElement()
        .asString()
        .contains("Redis at 127.0.0.1:" + closed, "pepper.store", "PEPPER_STORE")
        .doesNotContain("secret");
  }

  @Test
  void isContentWithOneReachableServerOfSeveral() throws IOException {
    try (var redis = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String open = "127.0.0.1:" + redis.getLocalPort();

      assertThat(problems("PEPPER_STORE", "redis-cluster://127.0.0.1:" + closedPort() + "," + open))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PEPPER_STORE|rediss://127.0.0.1:%d|Redis at",
        "PEPPER_STORE|redis-sentinel://127.0.0.1:%d#main|Redis Sentinel at",
        "PEPPER_COORDINATION|etcd:http://127.0.0.1:%d|etcd at",
        "PEPPER_DATABASE|jdbc:mariadb://127.0.0.1:%d/pepper|MariaDB at",
      })
  void callsEachServerByItsKind(String variable, String address, String kind) throws IOException {
    assertThat(problems(variable, address.formatted(closedPort())))
        .singleElement()
        .asString()
        .startsWith(kind);
  }

  private static List<String> problems(String variable, String value) {
    var settings = Settings.read(new Properties(), Map.of(variable, value));
    return new Dependencies(settings).problems();
  }

  private static int closedPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
