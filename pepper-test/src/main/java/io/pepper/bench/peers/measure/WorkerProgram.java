package io.pepper.bench.peers.measure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program of ours around a peer's library that reads commands from its standard input, a line
 * each, and answers each with {@code ok}. It ends with its input. Used by one thread.
 */
public final class WorkerProgram implements AutoCloseable {
  private static final long END_SECONDS = 5;

  private final List<String> words;
  private final Path errors;
  private final Process process;
  private final BufferedReader answers;

  /**
   * Starts it.
   *
   * @param errors receives its standard error
   */
  public WorkerProgram(List<String> words, Path errors) {
    this.words = words;
    this.errors = errors;
    try {
      process = new ProcessBuilder(words).redirectError(errors.toFile()).start();
    } catch (IOException e) {
      throw new PeerUnavailableException("cannot start " + words.getFirst());
    }
    answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  /** Sends a command and waits until it is carried out. */
  public void call(String command) {
    try {
      process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
      String answer = answers.readLine();
      if (!"ok".equals(answer)) {
        throw new IllegalStateException(
            "%s answered '%s' with '%s': %s"
                .formatted(words, command, answer, Files.readString(errors)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(words + " has ended", e);
    }
  }

  /** Returns its process id. */
  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
