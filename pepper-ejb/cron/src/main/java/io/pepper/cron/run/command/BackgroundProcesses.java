package io.pepper.cron.run.command;

import io.pepper.process.ProcessTree;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * The processes that a command left running in the background when it ended.
 *
 * @param programs the names of those that were there, without their arguments
 * @param surviving those that cannot be ended
 */
record BackgroundProcesses(List<String> programs, List<ProcessHandle> surviving) {
  static final BackgroundProcesses NONE = new BackgroundProcesses(List.of(), List.of());
  private static final int MAX_NAMED = 5;

  /** Ends what is left of a tree whose leader has ended. */
  static BackgroundProcesses end(ProcessTree tree, Duration grace, BooleanSupplier hurry) {
    List<String> programs = tree.members().stream().map(BackgroundProcesses::program).toList();
    return new BackgroundProcesses(programs, tree.end(grace, hurry));
  }

  /** Says in the run's output what became of them; empty if there were none. */
  Optional<String> endedLine() {
    int ended = programs.size() - surviving.size();
    if (ended <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        "Pepper ended %d %s that %s left in the background: %s"
            .formatted(
                ended, ended == 1 ? "process" : "processes", ended == 1 ? "was" : "were", named()));
  }

  private String named() {
    String names = programs.stream().limit(MAX_NAMED).collect(Collectors.joining(", "));
    return programs.size() > MAX_NAMED ? names + ", …" : names;
  }

  private static String program(ProcessHandle process) {
    return process
        .info()
        .command()
        .map(command -> Path.of(command).getFileName().toString())
        .orElse("process " + process.pid());
  }
}
