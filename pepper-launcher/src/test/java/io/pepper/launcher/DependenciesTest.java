package io.pepper.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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

    assertThatThrownBy(() -> check("redis://:secret@127.0.0.1:" + closed))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("Redis at 127.0.0.1:" + closed)
        .hasMessageContaining("pepper.store")
        .hasMessageNotContaining("secret");
  }

  @Test
  void isContentWithOneReachableServerOfSeveral() throws IOException {
    try (var redis = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String open = "127.0.0.1:" + redis.getLocalPort();

      assertThatCode(() -> check("redis-cluster://127.0.0.1:" + closedPort() + "," + open))
          .doesNotThrowAnyException();
    }
  }

  private static void check(String store) {
    var settings = Settings.read(new Properties(), Map.of("PEPPER_STORE", store));
    new Dependencies(settings).check();
  }

  private static int closedPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
