package io.pepper.bench.peers.measure;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

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

/**
 * Where the peers' programs come from: Debian's packages, and Go modules and npm packages of pinned
 * versions.
 */
public final class PeerPrograms {
  private static final Path MODULE = LaunchCommand.root().resolve("pepper-test/src/main/go/peers");
  private static final Path SCRIPTS = LaunchCommand.root().resolve("pepper-test/src/main/js");
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
    try {
      Files.createDirectories(BUILT);
      Path log = BUILT.resolve(name + ".log");
      run(List.of("go", "build", "-o", program.toString(), source), MODULE, log);
      return program;
    } catch (IOException e) {
      throw new PeerUnavailableException("Go is missing (apt-get install golang-go)");
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

  /**
   * Installs the packages of a folder of ours with JavaScript, unless that was done before.
   *
   * @param name of the folder
   * @return a copy of the folder with its packages
   * @throws PeerUnavailableException if npm or one of the packages cannot be had
   */
  static Path npm(String name) {
    Path folder = BUILT.resolve(name);
    try {
      Files.createDirectories(folder);
      for (String file : List.of("package.json", "package-lock.json", "worker.js")) {
        Files.copy(SCRIPTS.resolve(name).resolve(file), folder.resolve(file), REPLACE_EXISTING);
      }
      Path log = BUILT.resolve(name + ".log");
      run(List.of("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"), folder, log);
      return folder;
    } catch (IOException e) {
      throw new PeerUnavailableException("npm is missing (apt-get install nodejs npm)");
    }
  }

  /** Returns the version of an npm package as our folder pins it. */
  static String npmVersion(String name, String aPackage) {
    try {
      String json = Files.readString(SCRIPTS.resolve(name).resolve("package.json"));
      Matcher found = Pattern.compile("\"" + aPackage + "\": \"([^\"]+)\"").matcher(json);
      return found.find() ? found.group(1) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(List<String> words, Path folder, Path log) throws IOException {
    try {
      int exit =
          new ProcessBuilder(words)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start()
              .waitFor();
      if (exit != 0) {
        String last = Files.readString(log).strip().lines().reduce("", (first, second) -> second);
        throw new PeerUnavailableException("%s failed: %s".formatted(words, last));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + words + " ran", e);
    }
  }

  private static String version(String program, String option) {
    Matcher found = VERSION.matcher(output(List.of(program, option)));
    return found.find() ? found.group() : "";
  }

  /** Returns what a program prints; nothing if there is no such program. */
  static String output(List<String> words) {
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
