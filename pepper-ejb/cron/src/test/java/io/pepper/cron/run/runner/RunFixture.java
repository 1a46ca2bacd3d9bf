package io.pepper.cron.run.runner;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.pepper.bus.BusFixture;
import io.pepper.connector.fastcgi.FastCgiClient;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.definition.RunTarget;
import io.pepper.cron.run.RunId;
import io.pepper.cron.run.attempt.AttemptResult;
import io.pepper.cron.run.attempt.RunAttempt;
import io.pepper.cron.run.attempt.StopSignal;
import io.pepper.cron.run.output.OutputFiles;
import io.pepper.cron.run.output.RunOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Runners of one node on a folder, with a bus beside them. */
final class RunFixture implements AutoCloseable {
  static final Duration LONG = Duration.ofSeconds(60);

  /** Longer than any test waits: what needs it to be over does not pass. */
  static final Duration GRACE = Duration.ofMinutes(2);

  static final Instant NOMINAL = Instant.parse("2026-03-01T04:00:00Z");
  private static final AtomicLong IDS = new AtomicLong(System.nanoTime());

  /** A run that goes on meanwhile. */
  final class StartedRun {
    final RunAttempt attempt = attempt();
    final StopSignal stop = new StopSignal();
    final RunOutput output = outputs.open(attempt.id());
    final CompletableFuture<AttemptResult> ending = new CompletableFuture<>();
    Thread thread;

    StartedRun start(RunTarget target, Duration timeout, Duration grace) {
      thread =
          Thread.startVirtualThread(
              () -> ending.complete(runners.run(target, attempt, timeout, grace, output, stop)));
      return this;
    }
  }

  /** What an attempt came to. */
  record FinishedRun(RunAttempt attempt, AttemptResult ending, RunOutput output) {
    String text() {
      return output.excerpt();
    }
  }

  final Path folder;
  final BusFixture bus;
  final OutputFiles outputs;
  final Runners runners;

  RunFixture(Path data, FastCgiClient client) {
    this(data, client, Runners.DEFAULT_COMMANDS);
  }

  RunFixture(Path data, FastCgiClient client, int commands) {
    folder = data.resolve("cron");
    bus = new BusFixture(data);
    outputs =
        new OutputFiles(folder.resolve("output"), OutputFiles.Limits.DEFAULT, Clock.systemUTC());
    runners = new Runners(client, bus.jobs(), bus.queues(), folder, commands);
  }

  static RunAttempt attempt() {
    RunId id = new RunId(Long.toHexString(IDS.incrementAndGet()) + ".2");
    return RunAttempt.of(id, new JobName("nightly"), "0", NOMINAL, "node1");
  }

  static RunTarget.CommandTarget sh(String script) {
    return command("sh", "-c", script);
  }

  static RunTarget.CommandTarget command(String... command) {
    return new RunTarget.CommandTarget(
        List.of(command), Map.of(), Optional.empty(), Optional.empty());
  }

  FinishedRun run(RunTarget target) {
    return run(target, LONG, GRACE);
  }

  FinishedRun run(RunTarget target, Duration timeout, Duration grace) {
    StartedRun going = going(target, timeout, grace);
    return new FinishedRun(going.attempt, going.ending.join(), going.output);
  }

  StartedRun going(RunTarget target) {
    return going(target, LONG, GRACE);
  }

  StartedRun going(RunTarget target, Duration timeout, Duration grace) {
    return new StartedRun().start(target, timeout, grace);
  }

  /** The processes of that run that live, found by nothing but their environment. */
  static List<Long> processesOf(RunAttempt attempt) {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.filter(each -> each.getFileName().toString().matches("\\d+"))
          .filter(each -> carries(each, "PEPPER_RUN=" + attempt.id() + "\0"))
          .map(each -> Long.valueOf(each.getFileName().toString()))
          .filter(RunFixture::isRunning)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A killed orphan may stay as a zombie where nobody reaps. */
  static boolean isRunning(long pid) {
    try {
      return !Files.readString(Path.of("/proc/" + pid + "/stat"), ISO_8859_1).contains(") Z ");
    } catch (IOException e) {
      return false;
    }
  }

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static boolean carries(Path process, String entry) {
    try {
      return Files.readString(process.resolve("environ"), ISO_8859_1).contains(entry);
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    runners.close();
    bus.close();
  }
}
