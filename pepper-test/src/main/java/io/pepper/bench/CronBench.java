package io.pepper.bench;

import io.pepper.fixtures.EtcdServer;
import io.pepper.fixtures.MariaDbServer;
import io.pepper.test.Pepper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Cron beside Quartz: what it takes to keep 100,000 jobs that wait, and, with these present, how
 * late 500 fires a second arrive. All sides run all the time and fire in turns; what a fire does,
 * and where it is noted when it came, is the same.
 */
final class CronBench {
  private static final int ARMED = Integer.getInteger("pepper.bench.armed", 100_000);
  private static final int FIRING = Integer.getInteger("pepper.bench.firing", 500);
  private static final Duration GRID =
      Duration.ofSeconds(Integer.getInteger("pepper.bench.seconds", 60));
  private static final Duration SPREAD = GRID.dividedBy(2);

  /** Both sides get as much time to compile. */
  private static final Duration WARM_UP = Duration.ofSeconds(20);

  /** What has not come by then counts as missed. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Comparison report =
      new Comparison("cron", "Cron: %,d jobs armed, %d fires a second".formatted(ARMED, FIRING));

  Comparison run() throws IOException {
    try (CronSide embedded = new PepperSide("Pepper", Pepper.embedded());
        CronSide inDatabase =
            new QuartzSide(
                "Quartz on MariaDB", Optional.of(new MariaDbServer().withBuffers("256M").start()));
        CronSide inMemory = new QuartzSide("Quartz in memory", Optional.empty())) {
      List<CronSide> sides = List.of(embedded, inDatabase, inMemory);
      sides.forEach(this::arm);
      fire(sides, false, GRID);
      fire(sides.reversed(), true, SPREAD);
    }
    if (Boolean.getBoolean("pepper.bench.etcd")) {
      runOnEtcd();
    }
    return report;
  }

  private void runOnEtcd() throws IOException {
    try (EtcdServer etcd = new EtcdServer().start();
        CronSide side =
            new PepperSide(
                "Pepper on etcd", Pepper.embedded().with("pepper.coordination", etcd.setting()))) {
      arm(side);
      fire(List.of(side), false, GRID);
      fire(List.of(side), true, SPREAD);
    }
  }

  private void arm(CronSide side) {
    long heap = side.heap();
    long resident = side.resident();
    Duration armed = side.arm(ArmedJobs.make(ARMED, LocalDate.now(ZoneOffset.UTC).getMonthValue()));
    note("armed, s", side, armed.toMillis() / 1e3);
    note("heap per armed job, KB", side, (side.heap() - heap) * 1024.0 / ARMED);
    note("resident afterwards, MB", side, side.resident());
    note("resident before, MB", side, resident);
    note("a start takes longer by, s", side, side.restart().toMillis() / 1e3);
    note("the machine's load average", side, Machine.load());
  }

  private void fire(List<CronSide> sides, boolean spread, Duration length) throws IOException {
    String how = spread ? "spread over the second" : "all at once";
    for (CronSide side : sides) {
      try (Arrivals arrivals = new Arrivals()) {
        side.fire(FIRING, arrivals.url(), spread);
        Pause.until(Instant.now().plus(WARM_UP));
        Instant from = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        Pause.until(from);
        Duration before = side.cpu();
        Pause.until(from.plus(length));
        Duration used = side.cpu().minus(before);
        Pause.until(from.plus(length).plus(PATIENCE));
        Fires fires = Fires.of(arrivals.take(), FIRING, from, length, side::due);
        side.cease();
        note(how, side, length, fires, used);
      }
    }
  }

  private void note(String how, CronSide side, Duration length, Fires fires, Duration cpu) {
    Samples late = fires.lateness();
    note(how + ": lateness p50, ms", side, late.quantile(0.5));
    note(how + ": lateness p99, ms", side, late.quantile(0.99));
    note(how + ": lateness maximum, ms", side, late.quantile(1));
    note(how + ": not come", side, fires.missed());
    note(how + ": come twice", side, fires.twice());
    note(how + ": processors used", side, cpu.toMillis() / (double) length.toMillis());
    note(how + ": the machine's load average", side, Machine.load());
  }

  private void note(String what, CronSide side, double value) {
    System.out.printf("%s: %s: %.2f%n", side.name(), what, value);
    report.add(what, side.name(), value);
  }

  static void await(Future<?> call) {
    try {
      call.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
