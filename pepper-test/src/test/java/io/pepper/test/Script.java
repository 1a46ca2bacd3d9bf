package io.pepper.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Runs a program to its end. */
record Script(int exitCode, String output) {
  private static final long LIMIT_SECONDS = 120;

  /** Standard output and standard error together; killed after two minutes. */
  static Script run(Path folder, List<String> command) {
    return run(folder, command, LIMIT_SECONDS);
  }

  /** Standard output and standard error together; killed after the limit. */
  static Script run(Path folder, List<String> command, long limitSeconds) {
    try {
      Process process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      process.getOutputStream().close();
      Thread.ofVirtual().start(() -> killAfterLimit(process, limitSeconds));
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new Script(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + command, e);
    }
  }

  private static void killAfterLimit(Process process, long limitSeconds) {
    try {
      if (!process.waitFor(limitSeconds, SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
    }
  }
}
