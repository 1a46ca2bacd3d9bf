package io.pepper.test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The command line that {@code ./pepper run} ends in, for the JDK that runs this JVM. */
final class LaunchCommand {
  private static final String MAIN = "io.pepper.launcher.Pepper";

  private LaunchCommand() {}

  /** Java, its options and class path as assembled by the build, and the launcher's class. */
  static List<String> words() {
    Path arguments = root().resolve("pepper-launcher/target/server/launch.args");
    if (!Files.exists(arguments)) {
      throw new IllegalStateException(
          arguments + " is missing: build first, with mvn package or ./pepper run");
    }
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return List.of(java.toString(), "@" + arguments, MAIN);
  }

  /** The repository's root: the first folder upwards that holds {@code domain-config}. */
  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve("domain-config"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException(
          "not inside Pepper's repository: " + Path.of("").toAbsolutePath());
    }
    return folder;
  }
}
