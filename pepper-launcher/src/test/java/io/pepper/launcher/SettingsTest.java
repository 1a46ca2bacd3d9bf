package io.pepper.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  @TempDir Path data;

  @Test
  void listensOnTheLoopbackAddressUnlessTold() {
    var settings = Settings.read(new Properties(), Map.of());

    assertThat(settings.bind()).isEqualTo("127.0.0.1");
    assertThat(settings.port("pepper.http.port")).isEqualTo(8080);
    assertThat(settings.port("pepper.resp.port")).isEqualTo(12017);
    assertThat(settings.data()).isEqualTo(Path.of("data").toAbsolutePath());
  }

  @Test
  void prefersPropertyToEnvironmentToFileToDefault() throws IOException {
    Files.writeString(
        data.resolve("pepper.properties"),
        "pepper.http.port=1\npepper.resp.port=2\npepper.bind=::1\nother=x\n");
    var system = new Properties();
    system.setProperty("pepper.http.port", "5");

    var settings =
        Settings.read(
            system,
            Map.of(
                "PEPPER_DATA", data.toString(),
                "PEPPER_HTTP_PORT", "3",
                "PEPPER_RESP_PORT", "4"));

    assertThat(settings.port("pepper.http.port")).isEqualTo(5);
    assertThat(settings.port("pepper.resp.port")).isEqualTo(4);
    assertThat(settings.authority("pepper.resp.port")).isEqualTo("[::1]:4");
    assertThat(settings.text("other")).isEmpty();
  }

  @Test
  void namesTheSettingThatIsNoPort() {
    var settings = Settings.read(new Properties(), Map.of("PEPPER_HTTP_PORT", "65536"));

    assertThatThrownBy(() -> settings.port("pepper.http.port"))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("pepper.http.port is \"65536\"");
  }
}
