package io.pepper.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of {@code ./pepper codegen}, on the class path that the script gives it. */
class CodegenCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void writeFile() throws IOException {
    Files.writeString(folder.resolve("global.conf"), "n int = 1\np json = {\"a\":1}\n");
  }

  @Test
  void writesCode() {
    Script done = run("--go");
    assertThat(done).isEqualTo(new Script(0, "pepper: 3 files written to out\n"));
    assertThat(folder.resolve("out/global.go")).content().contains("type Global struct");
  }

  @Test
  void saysInOneLineWhatIsWrong() throws IOException {
    Files.writeString(folder.resolve("x.conf"), "a-b = 1\n");
    Script refused = run("--go");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.output()).startsWith("pepper: the key 'a-b' of X").hasLineCount(1);
  }

  private Script run(String language) {
    Path root = LaunchCommand.root();
    String classes =
        root.resolve("pepper-ejb/beans/target/pepper-ejb.jar")
            + ":"
            + root.resolve("pepper-launcher/target/server/payara-modules.jar");
    List<String> words =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
    words.addAll(List.of("-cp", classes, "io.pepper.config.codegen.CodegenCommand"));
    words.addAll(List.of(".", language, "--out", "out"));
    return Script.run(folder, words);
  }
}
