package io.pepper.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A program of {@code src/test/go}, which answers each line with a line. */
public final class GoProgram {
  private final Path program;

  private GoProgram(Path program) {
    this.program = program;
  }

  /**
   * Builds a program.
   *
   * @param name that of its folder
   */
  public static GoProgram built(String name) throws Exception {
    Path program = Path.of("target/go/" + name + "-" + ProcessHandle.current().pid());
    Process build =
        new ProcessBuilder(go(), "build", "-o", program.toAbsolutePath().toString(), ".")
            .directory(Path.of("src/test/go", name).toFile())
            .inheritIO()
            .start();
    if (build.waitFor() != 0) {
      throw new AssertionError("go build of " + name + " failed; its output is above");
    }
    program.toFile().deleteOnExit();
    return new GoProgram(program);
  }

  /** Returns Go's command; {@code apt-get install golang-go} brings it. */
  public static String go() {
    return Stream.of((System.getenv("PATH") + ":/usr/local/go/bin").split(":"))
        .map(folder -> Path.of(folder, "go"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(Path.of("go"))
        .toString();
  }

  /** Returns the answers to questions, none of which may contain a line end. */
  public List<String> answers(List<String> questions) throws Exception {
    Process process =
        new ProcessBuilder(program.toAbsolutePath().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    CompletableFuture<List<String>> answers = CompletableFuture.supplyAsync(() -> lines(process));
    try (OutputStream input = process.getOutputStream()) {
      input.write((String.join("\n", questions) + "\n").getBytes(UTF_8));
    }
    List<String> lines = answers.get();
    if (lines.size() != questions.size()) {
      throw new AssertionError(lines.size() + " answers to " + questions.size() + " questions");
    }
    return lines;
  }

  private static List<String> lines(Process process) {
    List<String> lines = new ArrayList<>();
    try (BufferedReader output = process.inputReader(UTF_8)) {
      output.lines().forEach(lines::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }
}
