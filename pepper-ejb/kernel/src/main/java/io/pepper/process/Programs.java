package io.pepper.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Programs, found as a shell does. */
public final class Programs {
  private static final String DEFAULT_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private Programs() {}

  /** Returns the PATH in which Pepper looks for programs. */
  public static String path() {
    return System.getenv().getOrDefault("PATH", DEFAULT_PATH);
  }

  /** Finds a program; a name without {@code /} is looked for in Pepper's own PATH. */
  public static Optional<Path> find(String name) {
    return find(name, path(), Path.of(""));
  }

  /**
   * Finds a program in a PATH.
   *
   * @param path folders to look in for a name without {@code /}
   * @param directory that any other relative name counts from
   * @return the executable file; empty if there is none, or no such path can be
   */
  public static Optional<Path> find(String name, String path, Path directory) {
    try {
      if (name.contains("/")) {
        return Optional.of(directory.resolve(name)).filter(Programs::canRun);
      }
      return Arrays.stream(path.split(File.pathSeparator))
          .filter(folder -> !folder.isEmpty())
          .map(folder -> directory.resolve(folder).resolve(name))
          .filter(Programs::canRun)
          .findFirst();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static boolean canRun(Path file) {
    return Files.isExecutable(file) && !Files.isDirectory(file);
  }
}
