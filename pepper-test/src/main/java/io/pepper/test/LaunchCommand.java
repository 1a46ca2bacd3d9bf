package io.pepper.test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line that {@code ./pepper run} ends in, for the JDK that runs this JVM. */
public final class LaunchCommand {
  private static final String MAIN = "io.pepper.launcher.Pepper";

  /**
   * The system property with more options for Java, separated by spaces; the long form has none.
   */
  private static final String OPTIONS = "pepper.launch.options";

  private LaunchCommand() {}

  /**
   * Java, its options and class path as assembled by the build, the start cache if there is one,
   * the options of the tests, and the launcher's class.
   */
  static List<String> words() {
    return words(root(), true);
  }

  /**
   * The same of another build.
   *
   * @param root of its clone
   * @param cached whether its start cache is used, if there is one
   */
  static List<String> words(Path root, boolean cached) {
    return words(root, cached, MAIN);
  }

  /** The same for another of the launcher's programs. */
  static List<String> words(Path root, boolean cached, String main) {
    Path build = root.resolve("pepper-launcher/target");
    Path arguments = build.resolve("server/launch.args");
    if (!Files.exists(arguments)) {
      throw new IllegalStateException(
          arguments + " is missing: build first, with mvn package or ./pepper run");
    }
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("@" + arguments);
    if (cached) {
      words.addAll(cache(build));
    }
    words.addAll(options());
    words.add(main);
    return words;
  }

  /** Returns the options that any JVM with the product in it gets from the tests. */
  static List<String> options() {
    String options = Boolean.getBoolean("pepper.long") ? "" : System.getProperty(OPTIONS, "");
    return options.isBlank() ? List.of() : List.of(options.strip().split(" +"));
  }

  private static List<String> cache(Path build) {
    boolean aot = Runtime.version().feature() >= 25;
    Path file = build.resolve(aot ? "start.aot" : "start.jsa");
    if (!Files.exists(file)) {
      return List.of();
    }
    return aot
        ? List.of("-XX:AOTCache=" + file, "-Xlog:aot*=off,cds*=off")
        : List.of("-XX:SharedArchiveFile=" + file, "-Xlog:cds*=off");
  }

  /** The repository's root: the first folder upwards that holds {@code domain-config}. */
  public static Path root() {
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
