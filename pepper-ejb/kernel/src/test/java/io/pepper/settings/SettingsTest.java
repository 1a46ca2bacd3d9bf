package io.pepper.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  @TempDir Path folder;

  @Test
  void needsNoSettingAtAll() {
    Settings none = Settings.of(Map.of());
    assertThat(none.httpPort()).isEqualTo(8080);
    assertThat(none.respPort()).isEqualTo(12017);
    assertThat(none.grpcPort()).isEqualTo(7001);
    assertThat(none.bind()).isEqualTo("127.0.0.1");
    assertThat(none.data()).isEqualTo(Path.of("data").toAbsolutePath());
    assertThat(none.node()).matches("[A-Za-z0-9_][A-Za-z0-9_.-]*");
    assertThat(none.tags()).containsExactly("default");
    assertThat(none.store()).isEqualTo("embedded");
    assertThat(none.coordination()).isEqualTo("embedded");
    assertThat(none.database()).isEqualTo("embedded");
    assertThat(none.adminPassword()).isEmpty();
    assertThat(none.definitions()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200ms   | PT0.2S
          5s      | PT5S
          10m     | PT10M
          2h      | PT2H
          1d      | PT24H
          PT1H30M | PT1H30M
          """)
  void readsTimes(String text, Duration expected) {
    assertThat(with("pepper.x", text).duration("pepper.x", Duration.ZERO)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"65536,65536", "64KiB,65536", "1m,1048576", "2 GB,2147483648"})
  void readsSizes(String text, long expected) {
    assertThat(with("pepper.x", text).bytes("pepper.x", 0)).isEqualTo(expected);
  }

  @Test
  void takesABlankSettingAsNotSet() {
    assertThat(with("pepper.http.port", "  ").httpPort()).isEqualTo(8080);
  }

  @Test
  void keepsTagsInTheOrderWritten() {
    assertThat(with("pepper.tags", "web, batch,mail").tags())
        .containsExactly("web", "batch", "mail");
  }

  @Test
  void namesTheSettingTheValueAndWhatIsAllowed() {
    refuses("pepper.http.port", "80a", Settings::httpPort, "whole number from 1 to 65535");
    refuses("pepper.resp.port", "0", Settings::respPort, "whole number from 1 to 65535");
    refuses("pepper.grpc.port", "99999999999999", Settings::grpcPort, "from 1 to 65535");
    refuses("pepper.node", "a/b", Settings::node, "letters, digits");
    refuses("pepper.tags", "a b", Settings::tags, "letters, digits");
    refuses("pepper.coordination", "zookeeper", Settings::coordination, "etcd:http://host:2379");
    refuses("pepper.database", "jdbc:oracle:x", Settings::database, "jdbc:mariadb://host:3306");
    refuses("pepper.x", "soon", s -> s.duration("pepper.x", Duration.ZERO), "200ms, 5s");
    refuses("pepper.x", "-5s", s -> s.duration("pepper.x", Duration.ZERO), "200ms, 5s");
    refuses("pepper.x", "PT-5S", s -> s.duration("pepper.x", Duration.ZERO), "200ms, 5s");
    refuses("pepper.x", "9 parsecs", s -> s.bytes("pepper.x", 0), "64KiB");
    refuses("pepper.x", "999999999999999g", s -> s.bytes("pepper.x", 0), "64KiB");
    refuses("pepper.x", "yes", s -> s.flag("pepper.x", false), "true or false");
  }

  @Test
  void neverShowsThePasswordInAStoreAddress() {
    Settings wrong = with("pepper.store", "http://:s3cret@redis:6379");
    assertThatThrownBy(wrong::store)
        .hasMessageContaining("http://***@redis:6379")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void makesFoldersOthersCannotEnter() throws Exception {
    Path made = with("pepper.data", folder.resolve("new/data").toString()).folder("db");
    assertThat(made).isDirectory().hasFileName("db");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
        .isEqualTo("rwx------");
  }

  @Test
  void namesTheDataFolderItCannotWrite() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    refuses("pepper.data", file.toString(), s -> s.folder("db"), "a folder Pepper can write");
  }

  @Test
  void readsTheFileInTheDataFolder() throws Exception {
    Files.writeString(folder.resolve("pepper.properties"), "pepper.node=knödel\n");
    PropertiesFile file = new PropertiesFile(folder);
    assertThat(file.getValue("pepper.node")).isEqualTo("knödel");
    assertThat(file.getPropertyNames()).containsExactly("pepper.node");
    assertThat(file.getOrdinal()).isBetween(101, 299);
  }

  @Test
  void worksWithoutAFileInTheDataFolder() {
    assertThat(new PropertiesFile(folder.resolve("missing")).getProperties()).isEmpty();
  }

  private static Settings with(String name, String value) {
    return Settings.of(Map.of(name, value));
  }

  private static void refuses(String name, String value, Consumer<Settings> read, String allowed) {
    assertThatThrownBy(() -> read.accept(with(name, value)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(name + " is '" + value + "'")
        .hasMessageContaining(allowed)
        .message()
        .doesNotContain("\n");
  }
}
