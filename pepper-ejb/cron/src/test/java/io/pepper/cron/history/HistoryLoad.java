package io.pepper.cron.history;

import io.pepper.cron.definition.JobName;
import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunId;
import io.pepper.cron.run.RunState;
import io.pepper.database.Database;
import io.pepper.fixtures.MariaDbServer;
import io.pepper.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * A load to measure the history with, not a test. Arguments: {@code embedded} or {@code mariadb},
 * data folder, jobs, rows to fill it with.
 */
final class HistoryLoad {
  private static final int BURST = 10_000;
  private static final int PACED_SECONDS = 15;

  private final RunHistory history;
  private final int jobs;
  private int next;

  private HistoryLoad(RunHistory history, int jobs) {
    this.history = history;
    this.jobs = jobs;
  }

  public static void main(String[] args) throws Exception {
    Map<String, String> values = new HashMap<>(Map.of("pepper.data", args[1]));
    try (MariaDbServer server = args[0].equals("mariadb") ? new MariaDbServer().start() : null) {
      if (server != null) {
        values.put("pepper.database", server.url());
        values.put("pepper.database.user", server.user());
        values.put("pepper.database.password", server.password());
      }
      Settings settings = Settings.of(values);
      try (Database database = Database.open(settings);
          RunHistory history = new RunHistory(database, Clock.systemUTC(), settings)) {
        new HistoryLoad(history, Integer.parseInt(args[2])).measure(Integer.parseInt(args[3]));
      }
    }
  }

  private void measure(int rows) {
    while (next < rows) {
      burst("inserts", RunState.SUCCEEDED, next);
    }
    int first = next;
    for (int round = 0; round < 3; round++) {
      burst("starts", RunState.RUNNING, next);
    }
    next = first;
    for (int round = 0; round < 3; round++) {
      burst("ends", RunState.SUCCEEDED, next);
    }
    paced(500);
    paced(1000);
    time("membersRunning", () -> history.membersWithRunningRuns());
    time("latest 100", () -> history.latest(job(7), Optional.empty(), 100));
    for (int round = 0; round < 3; round++) {
      time("sweep", () -> history.sweep(Instant.now()));
    }
    System.out.println("dropped " + history.dropped());
  }

  private void burst(String what, RunState state, int from) {
    time(
        BURST + " " + what,
        () -> {
          IntStream.range(from, from + BURST).forEach(i -> history.record(run(i, state)));
          settle();
        });
    next = from + BURST;
  }

  /** Each run ends a second after it started. */
  private void paced(int perSecond) {
    long cpu = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
    long start = System.nanoTime();
    int from = next;
    for (int i = 0; i < PACED_SECONDS * perSecond; i++) {
      long due = start + i * 1_000_000_000L / perSecond;
      LockSupport.parkNanos(due - System.nanoTime());
      history.record(run(from + i, RunState.RUNNING));
      if (i >= perSecond) {
        history.record(run(from + i - perSecond, RunState.SUCCEEDED));
      }
    }
    next = from + PACED_SECONDS * perSecond;
    long millis = (System.nanoTime() - start) / 1_000_000;
    cpu = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() - cpu;
    System.out.printf("%d runs/s for %d ms: %d ms CPU of this process%n", perSecond, millis, cpu);
    time("what then waited", this::settle);
  }

  private void settle() {
    while (!history.settle(Duration.ofSeconds(60))) {
      System.out.println("still waiting");
    }
  }

  private static void time(String what, Runnable work) {
    long start = System.nanoTime();
    work.run();
    System.out.printf("%s: %d ms%n", what, (System.nanoTime() - start) / 1_000_000);
  }

  private JobName job(int i) {
    return new JobName("job-" + i % jobs);
  }

  private Run run(int i, RunState state) {
    Instant now = Instant.now();
    return Run.builder(new RunId("%012x-%08x.1".formatted(1_700_000_000_000L + i, i)), job(i))
        .slot("0")
        .nominal(now)
        .on("node-1", "node-1@7f00")
        .started(Optional.of(now), Duration.ofMillis(3))
        .ended(state == RunState.RUNNING ? Optional.empty() : Optional.of(now))
        .state(state)
        .exitCode(OptionalInt.of(0))
        .output(state == RunState.RUNNING ? "" : "x".repeat(100))
        .build();
  }
}
