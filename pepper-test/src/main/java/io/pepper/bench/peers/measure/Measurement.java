package io.pepper.bench.peers.measure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One round of one side.
 *
 * @param values operations per second, or what else the row measures, one for each of its lines
 * @param micros processor time of each server per operation, in microseconds
 * @param generatorMicros the same of the process that generates the load
 */
public record Measurement(List<Double> values, Map<String, Double> micros, double generatorMicros) {
  /** Runs a load and divides what every process used by the operations that were done. */
  public static Measurement of(ProcessTimes processes, Supplier<Load> run) {
    Map<String, Duration> before = processes.used();
    Duration ours = ProcessTimes.ofThis();
    Load load = run.get();
    Duration oursNow = ProcessTimes.ofThis();
    Map<String, Double> micros = new LinkedHashMap<>();
    processes
        .used()
        .forEach((name, now) -> micros.put(name, micros(now.minus(before.get(name)), load)));
    return new Measurement(
        List.of(load.operations() / load.seconds()), micros, micros(oursNow.minus(ours), load));
  }

  /** Returns the same with other values. */
  public Measurement with(List<Double> others) {
    return new Measurement(others, micros, generatorMicros);
  }

  private static double micros(Duration used, Load load) {
    return used.toNanos() / 1e3 / load.operations();
  }
}
