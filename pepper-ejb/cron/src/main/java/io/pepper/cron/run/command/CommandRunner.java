package io.pepper.cron.run.command;

import io.pepper.concurrent.Threads;
import io.pepper.cron.definition.RunTarget;
import io.pepper.cron.run.RunId;
import io.pepper.cron.run.attempt.AttemptResult;
import io.pepper.cron.run.attempt.CannotRunException;
import io.pepper.cron.run.attempt.Execution;
import io.pepper.cron.run.attempt.Execution.WaitResult;
import io.pepper.cron.run.attempt.RunAttempt;
import io.pepper.process.ProcessFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The runner of commands. A run is over when its first process ends. Processes that it left in its
 * session, or as children of a process of its session, are then ended too, and the output says so.
 * A process that is to stay begins a session of its own, as daemons do, and is ended only if the
 * run is stopped or runs out of time. Safe for any number of threads.
 */
public final class CommandRunner implements AutoCloseable {
  private static final Duration BACKGROUND_GRACE = Duration.ofSeconds(1);
  private static final String RUNNING = "running";

  private final RunningCommands running;
  private final Path work;
  private final CommandPermits permits;

  /**
   * Threads that read pipes, as many as permits; platform threads, since a read holds its thread.
   */
  private final ExecutorService pipes =
      Executors.newCachedThreadPool(Threads.platform("pepper-cron-command-", 0).factory());

  /**
   * Creates the runner and its folders.
   *
   * @param folder of this node's cron: {@code running} in it holds a file for each command that
   *     runs, and commands that name no directory run in {@code work}
   * @param limit of commands that run at once
   * @throws java.io.UncheckedIOException if {@code running} cannot be created
   */
  public CommandRunner(Path folder, int limit) throws IOException {
    this.running = new RunningCommands(folder.resolve(RUNNING));
    this.work = Files.createDirectories(folder.resolve("work"));
    this.permits = new CommandPermits(limit);
  }

  /**
   * Ends the processes that commands of an earlier start of Pepper left running.
   *
   * @param folder as the constructor gets it
   * @return the runs that were still going on
   */
  public static List<RunId> endOrphans(Path folder, Duration grace) {
    return RunningCommands.endOrphans(folder.resolve(RUNNING), grace);
  }

  /** Returns whether this machine knows a user of this name. */
  public static boolean isUser(String name) {
    return SystemUser.find(name).isPresent();
  }

  /**
   * Checks what can be known before the run.
   *
   * @throws CannotRunException naming what is missing on this node
   */
  public void check(RunTarget.CommandTarget target) {
    CommandLine.of(target, work);
  }

  /**
   * Runs a command to its end; blocks.
   *
   * @throws CannotRunException if the command cannot be started
   */
  public AttemptResult run(RunTarget.CommandTarget target, Execution run) {
    CommandLine line = CommandLine.of(target, work);
    CompletableFuture<Void> permit = permits.acquire();
    WaitResult waited = run.await(permit);
    if (waited != WaitResult.DONE || run.stop().isRequested()) {
      permits.cancel(permit);
      return waited == WaitResult.TIMED_OUT ? noPermit(run) : run.stopped();
    }
    RunId id = run.attempt().id();
    CommandProcess process = new CommandProcess(running.marks(id), run.output());
    try {
      running.add(id);
      process.start(builder(line, run.attempt()), pipes);
      return follow(process, run);
    } catch (IOException e) {
      throw new CannotRunException(
          "cannot run '" + target.command().getFirst() + "': " + ProcessFailure.words(e));
    } finally {
      running.remove(id);
      process.drained().thenRun(permits::release);
    }
  }

  @Override
  public void close() {
    pipes.shutdown();
  }

  private ProcessBuilder builder(CommandLine line, RunAttempt attempt) {
    ProcessBuilder builder = line.builder();
    attempt
        .variables()
        .forEach((fact, value) ->
            builder.environment().put("PEPPER_" + fact.toUpperCase(Locale.ROOT), value));
    running.marks(attempt.id()).forEach(mark -> put(builder.environment(), mark));
    return builder;
  }

  private static void put(Map<String, String> environment, String entry) {
    int equals = entry.indexOf('=');
    environment.put(entry.substring(0, equals), entry.substring(equals + 1));
  }

  private static AttemptResult follow(CommandProcess process, Execution run) {
    WaitResult wake = run.await(process.exited());
    BackgroundProcesses leftovers =
        wake == WaitResult.DONE
            ? process.endBackground(BACKGROUND_GRACE, run.stop()::isForced)
            : new BackgroundProcesses(List.of(), process.end(run.grace(), run.stop()::isForced));
    process.awaitDrained();
    leftovers.endedLine().ifPresent(run.output()::appendLine);
    List<ProcessHandle> left = leftovers.surviving();
    OptionalInt exit = process.exitCode();
    AttemptResult ending = wake == WaitResult.DONE ? ended(exit.orElse(-1)) : run.cutShort(wake);
    if (!left.isEmpty()) {
      ending =
          ending.withNote(
              "its processes "
                  + left.stream().map(ProcessHandle::pid).toList()
                  + " cannot be ended");
    }
    return ending.withExitCode(exit);
  }

  private static AttemptResult ended(int exit) {
    return exit == 0
        ? AttemptResult.succeeded()
        : AttemptResult.failed("exit status " + exit + ExitSignals.hint(exit));
  }

  private AttemptResult noPermit(Execution run) {
    return AttemptResult.failed(
        run.timedOut().problem()
            + ": it waited all the time, this node runs "
            + permits.limit()
            + " commands at once (pepper.cron.commands)");
  }
}
