package io.pepper.cron.run;

import io.pepper.cron.definition.RunTarget;
import io.pepper.cron.run.Execution.Wake;
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
 * Runs commands. A run is over when its first process ends. What that left behind in its session,
 * or as a child of a process of its session, is then ended too, and the output says so. A process
 * that is to stay begins a session of its own, as daemons do, and is ended only if the run is
 * stopped or runs out of time.
 */
final class CommandRunner implements AutoCloseable {
  private static final Duration LEFTOVER_GRACE = Duration.ofSeconds(1);

  private final NodeIncarnation life;
  private final Path work;
  private final RunSlots places;

  /** Bounded by the places; platform threads, since whoever waits for a pipe holds its thread. */
  private final ExecutorService pipes =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("pepper-run-", 0).factory());

  /**
   * @param work where commands run that name no directory
   * @param most how many at once
   */
  CommandRunner(NodeIncarnation life, Path work, int most) throws IOException {
    this.life = life;
    this.work = Files.createDirectories(work);
    this.places = new RunSlots(most);
  }

  void check(RunTarget.Command target) {
    CommandLine.of(target, work);
  }

  Ending run(RunTarget.Command target, Execution run) {
    CommandLine line = CommandLine.of(target, work);
    CompletableFuture<Void> place = places.take();
    Wake wake = run.await(place);
    if (wake != Wake.DONE || run.stop().isRequested()) {
      places.giveUp(place);
      return wake == Wake.TIMED_OUT ? noPlace(run) : run.stopped();
    }
    RunId id = run.attempt().id();
    CommandProcess process = new CommandProcess(life.marks(id), run.output());
    try {
      life.begins(id);
      process.start(builder(line, run.attempt()), pipes);
      return follow(process, run);
    } catch (IOException e) {
      throw new CannotRunException(
          "cannot run '" + target.command().getFirst() + "': " + ProcessFailure.words(e));
    } finally {
      life.ended(id);
      process.drained().thenRun(places::release);
    }
  }

  @Override
  public void close() {
    pipes.shutdown();
  }

  private ProcessBuilder builder(CommandLine line, Attempt attempt) {
    ProcessBuilder builder = line.builder();
    attempt
        .facts()
        .forEach((fact, value) ->
            builder.environment().put("PEPPER_" + fact.toUpperCase(Locale.ROOT), value));
    life.marks(attempt.id()).forEach(mark -> put(builder.environment(), mark));
    return builder;
  }

  private static void put(Map<String, String> environment, String entry) {
    int equals = entry.indexOf('=');
    environment.put(entry.substring(0, equals), entry.substring(equals + 1));
  }

  private static Ending follow(CommandProcess process, Execution run) {
    Wake wake = run.await(process.exited());
    OrphanedProcesses leftovers =
        wake == Wake.DONE
            ? process.endLeftovers(LEFTOVER_GRACE, run.stop()::isForced)
            : new OrphanedProcesses(List.of(), process.end(run.grace(), run.stop()::isForced));
    process.settle();
    leftovers.line().ifPresent(run.output()::appendLine);
    List<ProcessHandle> left = leftovers.surviving();
    OptionalInt exit = process.exitCode();
    Ending ending = wake == Wake.DONE ? ended(exit.orElse(-1)) : run.cutShort(wake);
    if (!left.isEmpty()) {
      ending =
          ending.noting(
              "its processes "
                  + left.stream().map(ProcessHandle::pid).toList()
                  + " cannot be ended");
    }
    return ending.with(exit);
  }

  private static Ending ended(int exit) {
    return exit == 0
        ? Ending.succeeded()
        : Ending.failed("exit status " + exit + ExitSignals.hint(exit));
  }

  private Ending noPlace(Execution run) {
    return Ending.failed(
        run.timedOut().problem()
            + ": it waited all the time, this node runs "
            + places.most()
            + " commands at once (pepper.cron.commands)");
  }
}
