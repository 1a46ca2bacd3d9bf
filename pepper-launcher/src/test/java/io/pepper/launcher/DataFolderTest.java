package io.pepper.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path folder;

  @Test
  void refusesASecondPepperInTheSameFolder() {
    new DataFolder(folder).claim();

    assertThatThrownBy(() -> new DataFolder(folder).claim())
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("another Pepper runs in the data folder " + folder)
        .hasMessageContaining("PEPPER_DATA");
  }

  @Test
  void keepsTheFolderFromOthersWhateverTheGarbageCollectorDoes() throws Exception {
    new DataFolder(folder).claim();

    for (int i = 0; i < 3; i++) {
      System.gc();
      assertThat(new DataFolder(folder).tryClaim()).isFalse();
    }
    String lock =
        "import fcntl, sys; fcntl.lockf(open(sys.argv[1], 'w'), fcntl.LOCK_EX | fcntl.LOCK_NB)";
    Process other =
        new ProcessBuilder("python3", "-c", lock, folder.resolve("pepper.lock").toString()).start();
    assertThat(new String(other.getErrorStream().readAllBytes(), UTF_8))
        .contains("BlockingIOError");
    assertThat(other.waitFor()).isNotZero();
  }

  @Test
  void namesTheSettingOfAFolderItCannotWrite() throws IOException {
    Path file = Files.writeString(folder.resolve("a-file"), "");

    assertThatThrownBy(() -> new DataFolder(file.resolve("data")).claim())
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("cannot write to the data folder")
        .hasMessageContaining("pepper.data");
  }

  @Test
  void forgetsWhatAKilledServerLeftBehind() throws IOException {
    Path template = Files.createDirectories(folder.resolve("template/config")).getParent();
    Files.writeString(template.resolve("config/domain.xml"), "new");
    Files.createDirectories(folder.resolve("server/generated"));

    Path domain = new DataFolder(folder).freshDomain(template);

    assertThat(domain.resolve("config/domain.xml")).hasContent("new");
    assertThat(domain.resolve("generated")).doesNotExist();
  }
}
