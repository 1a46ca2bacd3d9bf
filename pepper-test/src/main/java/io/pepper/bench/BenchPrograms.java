package io.pepper.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Programs that benches build and run. */
final class BenchPrograms {
  private BenchPrograms() {}

  /**
   * Runs a program to its end, and returns what it prints.
   *
   * @throws IOException if it cannot be started, or fails
   */
  static String succeed(List<String> command, Path folder) throws IOException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() == 0) {
        return output;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IOException(String.join(" ", command) + " failed: " + output);
  }
}
