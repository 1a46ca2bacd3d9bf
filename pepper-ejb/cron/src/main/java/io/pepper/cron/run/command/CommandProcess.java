package io.pepper.cron.run.command;

import io.pepper.concurrent.Threads;
import io.pepper.cron.run.output.RunOutput;
import io.pepper.process.ProcessTree;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** The process of a command, and the thread that starts it and reads what it prints. */
final class CommandProcess {
  private static final System.Logger LOG = System.getLogger(CommandProcess.class.getName());
  private static final int PIPE_BYTES = 64 * 1024;

  private final List<String> marks;
  private final RunOutput output;
  private final CompletableFuture<Process> started = new CompletableFuture<>();
  private final CompletableFuture<Integer> exited = new CompletableFuture<>();
  private final CompletableFuture<Void> drained = new CompletableFuture<>();
  private final long startedNanos = System.nanoTime();

  /**
   * @param marks what only the environment of its processes holds
   */
  CommandProcess(List<String> marks, RunOutput output) {
    this.marks = marks;
    this.output = output;
  }

  /**
   * @param pipes platform threads; one is held until no process can print any more
   * @throws IOException if the system does not start it
   */
  void start(ProcessBuilder builder, Executor pipes) throws IOException {
    pipes.execute(() -> run(builder));
    try {
      Process process = started.join();
      Threads.virtual("pepper-cron-command-exit").start(() -> awaitExit(process));
    } catch (CompletionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    }
  }

  /** Returns a future of the exit status of the first process. */
  CompletableFuture<Integer> exited() {
    return exited;
  }

  /**
   * Returns a future that completes when no process holds the pipe any more, perhaps long after the
   * exit.
   */
  CompletableFuture<Void> drained() {
    return drained;
  }

  OptionalInt exitCode() {
    return settled(exited) ? OptionalInt.of(exited.join()) : OptionalInt.empty();
  }

  /** Ends all its processes; returns those that cannot be ended. */
  List<ProcessHandle> end(Duration grace, BooleanSupplier hurry) {
    return ProcessTree.of(started.join(), marks).end(grace, hurry);
  }

  /** Ends, after the exit, the processes of its session that outlived it. */
  BackgroundProcesses endBackground(Duration grace, BooleanSupplier hurry) {
    Process leader = started.join();
    return ProcessTree.isSessionEmpty(leader, Duration.ofNanos(System.nanoTime() - startedNanos))
        ? BackgroundProcesses.NONE
        : BackgroundProcesses.end(ProcessTree.of(leader, List.of()), grace, hurry);
  }

  /**
   * Waits for what is still in the pipe, at most a second: a daemon may hold it for ever. What that
   * prints from here on is not kept.
   */
  void awaitDrained() {
    settled(drained);
  }

  private static boolean settled(CompletableFuture<?> future) {
    boolean interrupted = Thread.interrupted();
    try {
      future.get(1, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return future.isDone();
  }

  private void awaitExit(Process process) {
    try {
      exited.complete(process.waitFor());
    } catch (InterruptedException e) {
      exited.completeExceptionally(e);
    }
  }

  private void run(ProcessBuilder builder) {
    try {
      Process process = builder.start();
      started.complete(process);
      drain(process);
    } catch (IOException | RuntimeException | Error e) {
      // Edge: whatever keeps the process from starting is passed on to who waits for it.
      if (!started.completeExceptionally(e)) {
        LOG.log(System.Logger.Level.ERROR, "the output of a process could not be kept", e);
      }
    } finally {
      drained.complete(null);
    }
  }

  private void drain(Process process) {
    byte[] buffer = new byte[PIPE_BYTES];
    try (InputStream source = process.getInputStream()) {
      for (int n = source.read(buffer); n >= 0; n = source.read(buffer)) {
        output.append(buffer, 0, n);
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the output of a process ended early", e);
    }
  }
}
