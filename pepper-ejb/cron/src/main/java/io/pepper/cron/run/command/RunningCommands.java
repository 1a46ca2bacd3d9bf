package io.pepper.cron.run.command;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pepper.concurrent.Threads;
import io.pepper.cron.run.RunId;
import io.pepper.process.ProcessTree;
import io.pepper.settings.Privacy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * The commands that run under this start of Pepper. While one runs, a file named by its run holds
 * the id of the start, and its processes have both in their environment. Processes that a killed
 * Pepper left are found by both together, so that no other process is taken for one.
 */
final class RunningCommands {
  private static final System.Logger LOG = System.getLogger(RunningCommands.class.getName());
  private static final String INCARNATION_VARIABLE = "PEPPER_NODE_LIFE";
  private static final String RUN_VARIABLE = "PEPPER_RUN";

  private final Path folder;
  private final String incarnation = UUID.randomUUID().toString();

  /**
   * @param folder of files, one for each command that runs
   * @throws UncheckedIOException if it cannot be made
   */
  RunningCommands(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder, e);
    }
  }

  /** Ends the processes that earlier starts have left running, all runs at the same time. */
  static List<RunId> endOrphans(Path folder, Duration grace) {
    List<Future<Optional<RunId>>> ends = new ArrayList<>();
    try (ExecutorService threads = Threads.perTask("pepper-cron-orphans")) {
      for (Path file : files(folder)) {
        ends.add(threads.submit(() -> endOrphan(file, grace)));
      }
    }
    return ends.stream().map(Future::resultNow).flatMap(Optional::stream).toList();
  }

  private static Optional<RunId> endOrphan(Path file, Duration grace) {
    try {
      RunId id = new RunId(file.getFileName().toString());
      String life = Files.readString(file, US_ASCII);
      // Empty if that start of Pepper ended between making and writing it: before the process
      // started.
      boolean left = !life.isBlank() && endMarked(id, marks(id, life), grace);
      Files.deleteIfExists(file);
      return left ? Optional.of(id) : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      LOG.log(Level.WARNING, "cannot tell which run {0} is about: {1}", file, e.getMessage());
      return Optional.empty();
    }
  }

  private static boolean endMarked(RunId id, List<String> marks, Duration grace) {
    ProcessTree tree = ProcessTree.marked(marks);
    if (tree.members().isEmpty()) {
      return false;
    }
    report(id, tree.end(grace, () -> false));
    return true;
  }

  /** Adds a command, before its process starts. */
  void add(RunId id) throws IOException {
    Path file = folder.resolve(id.value());
    Files.deleteIfExists(file);
    Files.createFile(file, Privacy.file());
    Files.writeString(file, incarnation, US_ASCII);
  }

  void remove(RunId id) {
    try {
      Files.deleteIfExists(folder.resolve(id.value()));
    } catch (IOException e) {
      LOG.log(Level.WARNING, "cannot delete the file of run {0}: {1}", id, e.getMessage());
    }
  }

  /** Returns the entries of the environment that only processes of this run have. */
  List<String> marks(RunId id) {
    return marks(id, incarnation);
  }

  private static List<String> marks(RunId id, String life) {
    return List.of(RUN_VARIABLE + "=" + id, INCARNATION_VARIABLE + "=" + life);
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(folder)) {
      return found.toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }

  private static void report(RunId id, List<ProcessHandle> left) {
    LOG.log(
        left.isEmpty() ? Level.INFO : Level.WARNING,
        left.isEmpty()
            ? "ended what run {0} of an earlier start had left running"
            : "run {0} of an earlier start goes on: processes {1} cannot be ended",
        id,
        left.stream().map(ProcessHandle::pid).toList());
  }
}
