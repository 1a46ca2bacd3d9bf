package io.pepper.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartCheckTest {
  @TempDir Path folder;

  @Test
  void namesEverythingThatKeepsPepperFromStartingAtOnce() throws IOException {
    Path file = Files.writeString(folder.resolve("a-file"), "");
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = Integer.toString(taken.getLocalPort());
      var settings =
          Settings.read(
              new Properties(),
              Map.of(
                  "PEPPER_DATA", file.resolve("data").toString(),
                  "PEPPER_HTTP_PORT", port,
                  "PEPPER_RESP_PORT", "many",
                  "PEPPER_GRPC_PORT", "0",
                  "PEPPER_STROE", "redis://127.0.0.1",
                  "PEPPER_DATABASE", "jdbc:mariadb://localhost:1/pepper"));

      assertThatThrownBy(() -> StartCheck.require(settings, new DataFolder(settings.data())))
          .isInstanceOfSatisfying(
              StartFailure.class,
              failure ->
                  assertThat(failure.getMessage().lines())
                      .satisfiesExactly(
                          line -> assertThat(line).contains("but PEPPER_STORE is"),
                          line -> assertThat(line).contains("cannot write to the data folder"),
                          line -> assertThat(line).contains("port " + port + " on 127.0.0.1"),
                          line -> assertThat(line).contains("pepper.resp.port is \"many\""),
                          line -> assertThat(line).contains("MariaDB at localhost:1")));
    }
  }
}
