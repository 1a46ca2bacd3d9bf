package io.pepper.bench.peers.start;

import io.pepper.bench.Pause;
import io.pepper.bench.peers.measure.Measurement;
import io.pepper.bench.peers.measure.ProcessTimes;
import io.pepper.bench.peers.measure.Side;
import io.pepper.test.Vitals;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One start a round, and what the server costs afterwards while nobody wants anything. Its values:
 * seconds until ready, processor seconds until then, resident megabytes ten seconds later, and the
 * percentage of a processor that it uses from then on.
 */
public final class StartSide implements Side {
  /** The lines of a measurement. */
  public static final List<String> LINES =
      List.of(
          "start, %s, s until ready",
          "the same, %s, CPU s until ready",
          "the same, %s, MB resident 10 s later",
          "the same, %s, idle CPU from then on, %% of a processor");

  private static final long SETTLE_MILLIS = 10_000;
  private static final double NANOS = 1e9;

  private final StartedServer server;

  /** Takes what is started. */
  public StartSide(StartedServer server) {
    this.server = server;
  }

  @Override
  public String name() {
    return server.name();
  }

  @Override
  public void start() {
    server.prepare();
  }

  /**
   * Starts it.
   *
   * @param time how long it is looked at while it is idle
   */
  @Override
  public Measurement measure(Duration time) {
    long begin = System.nanoTime();
    server.run();
    double ready = (System.nanoTime() - begin) / NANOS;
    ProcessTimes processes = new ProcessTimes().with("server", server.pid());
    double cpu = used(processes);
    Pause.millis(SETTLE_MILLIS);
    double resident = new Vitals(server.pid()).residentMegabytes();
    double before = used(processes);
    long idle = System.nanoTime();
    Pause.millis(time.toMillis());
    double share = (used(processes) - before) / ((System.nanoTime() - idle) / NANOS);
    return new Measurement(List.of(ready, cpu, resident, 100 * share), Map.of(), Double.NaN);
  }

  private static double used(ProcessTimes processes) {
    return processes.used().get("server").toNanos() / NANOS;
  }

  @Override
  public void close() {
    server.close();
  }
}
