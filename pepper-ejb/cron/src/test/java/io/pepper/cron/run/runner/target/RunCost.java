package io.pepper.cron.run.target;

import io.pepper.cron.definition.RunTarget;
import io.pepper.cron.run.RunState;
import io.pepper.cron.run.attempt.AttemptResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * What a run of {@code true} costs: one after the other, and several at once. Measured by hand, not
 * a test. Arguments: data folder, runs, how many at once.
 */
final class RunCost {
  private static final int ROUNDS = 4;

  private RunCost() {}

  public static void main(String[] args) throws Exception {
    int runs = Integer.parseInt(args[1]);
    int atOnce = Integer.parseInt(args[2]);
    try (RunFixture cron = new RunFixture(Path.of(args[0]), null)) {
      for (int round = 0; round < ROUNDS; round++) {
        measure(cron, runs, atOnce);
      }
    }
  }

  private static void measure(RunFixture cron, int runs, int atOnce) throws Exception {
    RunTarget job = RunFixture.command("true");
    long ticks = childTicks();
    long own = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    long start = System.nanoTime();
    long[] took = new long[runs];
    try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
      for (Future<?> each :
          IntStream.range(0, runs)
              .mapToObj(i -> threads.submit(() -> took[i] = time(cron, job)))
              .toList()) {
        each.get();
      }
    }
    double wall = (System.nanoTime() - start) / 1e9;
    double cpu =
        (ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() - own) / 1e6;
    Arrays.sort(took);
    System.out.printf(
        "%d at once: %.0f runs/s; each %.2f ms (median), %.2f ms (99 %%); %.2f ms of Pepper's CPU,"
            + " %.2f ms of the processes'%n",
        atOnce,
        runs / wall,
        took[runs / 2] / 1e6,
        took[runs * 99 / 100] / 1e6,
        cpu / runs,
        (childTicks() - ticks) * 10.0 / runs);
  }

  private static long time(RunFixture cron, RunTarget job) {
    long start = System.nanoTime();
    AttemptResult ending = cron.run(job).ending();
    if (ending.state() != RunState.SUCCEEDED) {
      throw new IllegalStateException(ending.problem());
    }
    return System.nanoTime() - start;
  }

  /** User and system time of children that have ended, in hundredths of a second. */
  private static long childTicks() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
  }
}
