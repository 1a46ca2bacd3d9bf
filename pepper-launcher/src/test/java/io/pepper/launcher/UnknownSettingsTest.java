package io.pepper.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownSettingsTest {
  @TempDir Path data;

  @ParameterizedTest
  @CsvSource({
    "PEPPER_HTPP_PORT, PEPPER_HTTP_PORT",
    "PEPPER_STROE, PEPPER_STORE",
    "PEPPER_TAG, PEPPER_TAGS",
    "PEPPER_RESP_MAXBULK_BYTES, PEPPER_RESP_MAX_BULK_BYTES",
  })
  void refusesAMisspeltVariableAndNamesTheRightOne(String wrong, String right) {
    assertThat(inEnvironment(wrong, "x").problems())
        .singleElement()
        .asString()
        .contains(wrong + " is no setting, but " + right + " is");
  }

  @Test
  void warnsOfAVariableThatMayBeSomebodyElses() {
    UnknownSettings unknown = inEnvironment("PEPPER_RELEASE_CHANNEL", "beta");

    assertThat(unknown.problems()).isEmpty();
    assertThat(unknown.warnings())
        .containsExactly(
            "the environment variable PEPPER_RELEASE_CHANNEL is no setting and has no effect");
    assertThat(inEnvironment("PEPPER_PORT", "80").warnings())
        .singleElement()
        .asString()
        .endsWith(": was PEPPER_GRPC_PORT meant?");
  }

  @ParameterizedTest
  @CsvSource({
    "PEPPER_SERVICE_HOST, 10.0.0.1",
    "PEPPER_SERVICE_PORT_HTTP, 80",
    "PEPPER_PORT, tcp://10.0.0.1:80",
    "PEPPER_PORT_80_TCP, tcp://10.0.0.1:80",
    "PEPPER_PORT_80_TCP_ADDR, 10.0.0.1",
    "PEPPER_HTTP_PORT, tcp://10.0.0.1:80",
    "PEPPER_JOB_ID, 1",
    "PEPPER_RUN, 1",
  })
  void isSilentAboutWhatKubernetesAndPepperItselfSet(String variable, String value) {
    Settings settings = Settings.read(new Properties(), Map.of(variable, value));

    assertThat(settings.unknown().problems()).isEmpty();
    assertThat(settings.unknown().warnings()).isEmpty();
    assertThat(settings.port("pepper.http.port")).isEqualTo(8080);
  }

  @Test
  void refusesEveryUnknownProperty() {
    var system = new Properties();
    system.setProperty("pepper.cron.output.max.bytes", "1");
    system.setProperty("pepper.nonsense", "1");
    system.setProperty("pepper.server.install", "/x");

    assertThat(Settings.read(system, Map.of()).unknown().problems())
        .containsExactlyInAnyOrder(
            "the Java system property pepper.cron.output.max.bytes is no setting, but"
                + " pepper.cron.output.max-bytes is: correct its name",
            "the Java system property pepper.nonsense is no setting: leave it out; docs/settings.md"
                + " lists all settings");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pepper.rsep.port", "resp.port", "peper.resp.port"})
  void refusesALineOfTheFile(String name) throws IOException {
    assertThat(inFile(name + "=1").problems())
        .singleElement()
        .asString()
        .startsWith(name + " in " + data.resolve("pepper.properties"))
        .contains("is no setting, but pepper.resp.port is");
  }

  @Test
  void leavesVariablesOfTheFileAlone() throws IOException {
    assertThat(inFile("redis.password=x\npepper.store=redis://:${redis.password}@h").problems())
        .isEmpty();
  }

  private UnknownSettings inFile(String lines) throws IOException {
    Files.writeString(data.resolve("pepper.properties"), lines);
    return inEnvironment("PEPPER_DATA", data.toString());
  }

  private static UnknownSettings inEnvironment(String variable, String value) {
    return Settings.read(new Properties(), Map.of(variable, value)).unknown();
  }
}
