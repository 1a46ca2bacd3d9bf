package io.pepper.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminPasswordTest {
  @TempDir Path data;

  @Test
  void isShownByTheStartThatGeneratedItOnly() throws IOException {
    AdminPassword first = password(Map.of("PEPPER_DATA", data.toString()));
    assertThat(first.generated()).isEmpty();
    Files.writeString(data.resolve("admin-password"), "generated-one\n");

    assertThat(first.generated()).get().asString().contains("admin is generated-one (", "once");
    assertThat(first).hasToString("in " + data.resolve("admin-password"));
    assertThat(password(Map.of("PEPPER_DATA", data.toString())).generated()).isEmpty();
  }

  @Test
  void namesNoFileThatIsNotThere() {
    assertThat(password(Map.of("PEPPER_DATA", data.toString())))
        .hasToString("as at the first start of this database");
    assertThat(password(Map.of("PEPPER_DATA", data.toString(), "PEPPER_ADMIN_PASSWORD", "x")))
        .hasToString("as set by pepper.admin.password at the first start");
  }

  private AdminPassword password(Map<String, String> environment) {
    return new AdminPassword(Settings.read(new Properties(), environment), new DataFolder(data));
  }
}
