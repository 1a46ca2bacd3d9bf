package io.pepper.test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of {@code src/test/go}, built once; what it prints can be waited for. */
final class GoProgram implements AutoCloseable {
  private static final long BUILD_MINUTES = 5;

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private GoProgram(Process process) {
    this.process = process;
    Thread.ofPlatform().daemon().start(this::read);
  }

  /** Ends the test unless this machine has Go. */
  static void checkGo() {
    NeededTool.check(Files.isExecutable(Path.of(go())), "golang-go");
  }

  private static String go() {
    return Stream.of((System.getenv("PATH") + ":/usr/local/go/bin").split(":"))
        .map(folder -> Path.of(folder, "go"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(Path.of("go"))
        .toString();
  }

  /**
   * @param name of its folder
   */
  static GoProgram start(String name, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(built(name).toString()));
    command.addAll(List.of(arguments));
    return new GoProgram(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  private static Path built(String name) throws IOException {
    return built(name, "go.mod");
  }

  /**
   * @param module its file that says which versions of libraries it is built with
   */
  static synchronized Path built(String name, String module) throws IOException {
    Path program = LaunchCommand.root().resolve("pepper-test/target/go/" + name + "-" + module);
    Process build =
        new ProcessBuilder(go(), "build", "-modfile=" + module, "-o", program.toString(), ".")
            .directory(LaunchCommand.root().resolve("pepper-test/src/test/go/" + name).toFile())
            .inheritIO()
            .start();
    try {
      if (!build.waitFor(BUILD_MINUTES, TimeUnit.MINUTES) || build.exitValue() != 0) {
        build.destroyForcibly();
        throw new IllegalStateException("go build of " + name + " failed; its output is above");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while building " + name, e);
    }
    return program;
  }

  private void read() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next line it prints. */
  String line() throws InterruptedException {
    String line = lines.poll(30, TimeUnit.SECONDS);
    if (line == null) {
      throw new AssertionError("it prints nothing; is it alive? " + process.isAlive());
    }
    return line;
  }

  /** Waits until it prints this line, whatever it prints before. */
  void awaitLine(String wanted) throws InterruptedException {
    while (!line().equals(wanted)) {
      // What comes before is of no interest.
    }
  }

  /** Waits for a line that starts so, whatever it prints before. */
  String awaitStart(String wanted) throws InterruptedException {
    String line = line();
    while (!line.startsWith(wanted)) {
      line = line();
    }
    return line;
  }

  /** Ends its input. */
  void endInput() throws IOException {
    process.getOutputStream().close();
  }

  /** {@code kill -9}. */
  void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    kill();
  }
}
