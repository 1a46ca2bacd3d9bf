package io.pepper.bus.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.concurrent.Threads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The pipes of a process: its input, and the beginning of its output and standard error.
 *
 * <p>Threads: three platform threads per process, {@code pepper-pipe-<pid>}, until it closes the
 * pipes. Waiting for a pipe occupies the thread under a virtual one, and a few dozen long processes
 * would stop all virtual threads.
 */
final class ProcessOutput {
  private static final System.Logger LOG = System.getLogger(ProcessOutput.class.getName());
  private static final int MAX_STDERR_BYTES = 64 * 1024;
  private static final long CLOSE_TIMEOUT_MILLIS = 500;

  private final CompletableFuture<byte[]> stdout;
  private final CompletableFuture<byte[]> stderr;

  private ProcessOutput(CompletableFuture<byte[]> stdout, CompletableFuture<byte[]> stderr) {
    this.stdout = stdout;
    this.stderr = stderr;
  }

  static ProcessOutput feed(Process process, byte[] input) {
    startThread(process, () -> write(process, input));
    return new ProcessOutput(
        read(process, process.getInputStream(), ConsumerResponse.MAX_BODY_BYTES),
        read(process, process.getErrorStream(), MAX_STDERR_BYTES));
  }

  byte[] stdout() {
    return closed(stdout);
  }

  String stderr() {
    return new String(closed(stderr), UTF_8);
  }

  /** Returns the output; empty if a child in the background holds the pipe open. */
  private static byte[] closed(CompletableFuture<byte[]> output) {
    return output
        .completeOnTimeout(ConsumerResponse.NO_BODY, CLOSE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
        .join();
  }

  private static void write(Process process, byte[] input) {
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input);
    } catch (IOException e) {
      // Its exit status decides, whether it read everything or not.
      LOG.log(System.Logger.Level.DEBUG, "process " + process.pid() + " closed its input", e);
    }
  }

  private static void startThread(Process process, Runnable pipe) {
    Threads.platform("pepper-pipe-" + process.pid()).start(pipe);
  }

  private static CompletableFuture<byte[]> read(Process process, InputStream source, int limit) {
    CompletableFuture<byte[]> result = new CompletableFuture<>();
    startThread(
        process,
        () -> {
          ByteArrayOutputStream kept = new ByteArrayOutputStream();
          try (source) {
            drain(source, kept, limit);
          } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the output of a process ended early", e);
          }
          result.complete(kept.toByteArray());
        });
    return result;
  }

  private static void drain(InputStream source, ByteArrayOutputStream kept, int limit)
      throws IOException {
    byte[] buffer = new byte[8192];
    for (int n = source.read(buffer); n >= 0; n = source.read(buffer)) {
      kept.write(buffer, 0, Math.min(n, limit - kept.size()));
    }
  }
}
