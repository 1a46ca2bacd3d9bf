package io.pepper.cron.run.output;

import io.pepper.cron.run.RunId;
import io.pepper.cron.run.runner.Runners;
import io.pepper.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The folder in which this node keeps what its runs print. Files of runs that have ended go by age,
 * total size and number, oldest first; those of before a restart are there again. Of a run that
 * printed no more than its excerpt holds, no file is kept. Safe for any number of threads.
 */
public final class OutputFiles {
  private static final System.Logger LOG = System.getLogger(OutputFiles.class.getName());

  private record KeptOutput(Path path, long bytes, Instant ended) {}

  /**
   * The limits of what is kept.
   *
   * @param perRun bytes kept of one run
   * @param total bytes of all runs that have ended
   * @param files of runs that have ended
   * @param age of the oldest
   */
  public record Limits(long perRun, long total, int files, Duration age) {
    public static final Limits DEFAULT =
        new Limits(10L << 20, 1L << 30, 10_000, Duration.ofDays(7));

    /** Reads the limits from the settings {@code pepper.cron.output.*} (docs/settings.md). */
    public static Limits of(Settings settings) {
      return new Limits(
          settings.bytes("pepper.cron.output.max-bytes", DEFAULT.perRun),
          settings.bytes("pepper.cron.output.total-bytes", DEFAULT.total),
          settings.integer("pepper.cron.output.files", DEFAULT.files, 1, 1_000_000),
          settings.duration("pepper.cron.output.age", DEFAULT.age));
    }
  }

  private final Path folder;
  private final Limits limits;
  private final Clock clock;
  private final Map<RunId, RunOutput> open = new ConcurrentHashMap<>();

  /** Oldest first; guarded by this object's monitor, as is the sum. */
  private final Map<RunId, KeptOutput> kept = new LinkedHashMap<>();

  private long keptBytes;

  /**
   * Creates the folder, or takes over the files in it.
   *
   * @param folder of this node alone; created if missing
   * @throws UncheckedIOException if the folder cannot be read or made
   */
  public OutputFiles(Path folder, Limits limits, Clock clock) {
    this.folder = folder;
    this.limits = limits;
    this.clock = clock;
    try {
      Files.createDirectories(folder);
      load();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the runs' outputs in " + folder, e);
    }
    deleteExcess();
  }

  /** Opens the output of a run that begins; {@link Runners#run} closes it. */
  public RunOutput open(RunId id) {
    Path path = folder.resolve(id.value());
    RunOutput output =
        new RunOutput(new OutputFile(path, limits.perRun), bytes -> ended(id, bytes));
    open.put(id, output);
    return output;
  }

  /**
   * Finds the output of a run.
   *
   * @return empty if it ended with no more than its excerpt, is too old or ran elsewhere
   */
  public Optional<ReadableOutput> find(RunId id) {
    RunOutput running = open.get(id);
    return running != null
        ? Optional.of(running)
        : Optional.ofNullable(keptOf(id)).map(OutputFiles::readable);
  }

  /** Deletes what has become too old; to be called now and then. */
  public void deleteExcess() {
    delete(removeExcess());
  }

  private void load() throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      List<Map.Entry<RunId, KeptOutput>> files =
          found
              .flatMap(path -> describe(path).stream())
              .sorted(Comparator.comparing(each -> each.getValue().ended))
              .toList();
      files.forEach(each -> keep(each.getKey(), each.getValue()));
    }
  }

  /** Describes a kept file; empty for anything else in the folder. */
  private static Optional<Map.Entry<RunId, KeptOutput>> describe(Path path) {
    try {
      RunId id = new RunId(path.getFileName().toString());
      BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
      KeptOutput found = new KeptOutput(path, file.size(), file.lastModifiedTime().toInstant());
      return file.isRegularFile() ? Optional.of(Map.entry(id, found)) : Optional.empty();
    } catch (IllegalArgumentException | IOException e) {
      return Optional.empty();
    }
  }

  private void ended(RunId id, long bytes) {
    if (bytes > 0) {
      keep(id, new KeptOutput(folder.resolve(id.value()), bytes, clock.instant()));
    }
    open.remove(id);
    delete(removeExcess());
  }

  private synchronized void keep(RunId id, KeptOutput file) {
    KeptOutput before = kept.put(id, file);
    keptBytes += file.bytes - (before == null ? 0 : before.bytes);
  }

  private synchronized KeptOutput keptOf(RunId id) {
    return kept.get(id);
  }

  /** Removes from the list the files that are too many, too large or too old, and returns them. */
  private synchronized List<KeptOutput> removeExcess() {
    Instant oldest = clock.instant().minus(limits.age);
    List<KeptOutput> gone = new ArrayList<>();
    var each = kept.values().iterator();
    while (each.hasNext()) {
      KeptOutput file = each.next();
      if (kept.size() <= limits.files
          && keptBytes <= limits.total
          && !file.ended.isBefore(oldest)) {
        break;
      }
      each.remove();
      keptBytes -= file.bytes;
      gone.add(file);
    }
    return gone;
  }

  private static void delete(List<KeptOutput> files) {
    for (KeptOutput file : files) {
      try {
        Files.deleteIfExists(file.path);
      } catch (IOException e) {
        LOG.log(Level.WARNING, "cannot delete {0}: {1}", file.path, e.getMessage());
      }
    }
  }

  private static ReadableOutput readable(KeptOutput file) {
    return new ReadableOutput() {
      @Override
      public long length() {
        return file.bytes;
      }

      @Override
      public byte[] read(long from, int max) {
        return OutputFile.read(file.path, from, max);
      }
    };
  }
}
