package io.pepper.bench.peers.measure;

import io.pepper.test.LaunchCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where the peers' programs come from: Debian's packages, or Go modules of pinned versions. */
public final class PeerPrograms {
  private static final Path MODULE = LaunchCommand.root().resolve("pepper-test/src/main/go/peers");
  private static final Path BUILT = LaunchCommand.root().resolve("target/bench/peers");
  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+(\\.\\d+)?");

  private PeerPrograms() {}

  public static String redis() {
    return "redis-server " + version("redis-server", "--version");
  }

  public static String beanstalkd() {
    return "beanstalkd " + version("beanstalkd", "-v");
  }

  /**
   * Finds a program of a Debian package.
   *
   * @throws PeerUnavailableException if it is not installed
   */
  public static String debian(String program, String aPackage) {
    return Stream.of("/usr/bin/", "/usr/sbin/", "/usr/local/bin/")
        .map(folder -> folder + program)
        .filter(path -> Files.isExecutable(Path.of(path)))
        .findFirst()
        .orElseThrow(() ->
            new PeerUnavailableException(
                "%s is not installed: apt-get install %s".formatted(program, aPackage)));
  }

  /**
   * Builds a program of the Go module of the peers, unless that was done before.
   *
   * @param name of the program's file
   * @param source its package
   * @throws PeerUnavailableException if Go or one of the modules cannot be had
   */
  public static Path go(String name, String source) {
    Path program = BUILT.resolve(name);
    Path log = BUILT.resolve(name + ".log");
    try {
      Files.createDirectories(BUILT);
      int exit =
          new ProcessBuilder("go", "build", "-o", program.toString(), source)
              .directory(MODULE.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start()
              .waitFor();
      if (exit != 0) {
        String last = Files.readString(log).strip().lines().reduce("", (first, second) -> second);
        throw new PeerUnavailableException("go build of %s failed: %s".formatted(source, last));
      }
      return program;
    } catch (IOException e) {
      throw new PeerUnavailableException("Go is missing (apt-get install golang-go)");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while building " + source, e);
    }
  }

  /** Returns the version of a Go module as the peers' go.mod pins it. */
  public static String goVersion(String module) {
    try {
      return Files.readAllLines(MODULE.resolve("go.mod")).stream()
          .map(String::strip)
          .filter(line -> line.startsWith(module + " v") || line.startsWith("require " + module))
          .map(line -> line.replaceFirst(".* v", ""))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String version(String program, String option) {
    try {
      Process process =
          new ProcessBuilder(List.of(program, option)).redirectErrorStream(true).start();
      Matcher found =
          VERSION.matcher(
              new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      return found.find() ? found.group() : "";
    } catch (IOException e) {
      return "";
    }
  }
}
