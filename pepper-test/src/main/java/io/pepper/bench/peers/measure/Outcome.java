package io.pepper.bench.peers.measure;

import io.pepper.bench.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** All rounds of one side; medians of them. Used by one thread. */
public final class Outcome {
  private final String side;
  private final List<Measurement> cold = new ArrayList<>();
  private final List<Measurement> warm = new ArrayList<>();
  private String missing = "";

  public Outcome(String side) {
    this.side = side;
  }

  public String side() {
    return side;
  }

  public void addCold(Measurement measurement) {
    cold.add(measurement);
  }

  public void addWarm(Measurement measurement) {
    warm.add(measurement);
  }

  /** Notes why there are no figures. */
  public void miss(String why) {
    missing = why;
  }

  /** Returns why there are no figures; empty if there are. */
  public String missing() {
    return missing;
  }

  public List<Measurement> cold() {
    return List.copyOf(cold);
  }

  public List<Measurement> warm() {
    return List.copyOf(warm);
  }

  /**
   * Returns the median of a value; NaN without a round.
   *
   * @param line which of the values
   */
  public static double value(List<Measurement> rounds, int line) {
    return median(rounds, each -> each.values().get(line));
  }

  public static double generatorMicros(List<Measurement> rounds) {
    return median(rounds, Measurement::generatorMicros);
  }

  /** Returns the medians of the processor time per operation, by process. */
  public static Map<String, Double> micros(List<Measurement> rounds) {
    Map<String, Double> micros = new LinkedHashMap<>();
    rounds.stream()
        .flatMap(each -> each.micros().keySet().stream())
        .distinct()
        .forEach(name -> micros.put(name, median(rounds, each -> each.micros().get(name))));
    return micros;
  }

  private static double median(List<Measurement> rounds, ToDoubleFunction<Measurement> figure) {
    if (rounds.isEmpty()) {
      return Double.NaN;
    }
    Samples samples = new Samples();
    rounds.forEach(each -> samples.add(figure.applyAsDouble(each)));
    return samples.median();
  }
}
