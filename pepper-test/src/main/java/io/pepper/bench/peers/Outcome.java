package io.pepper.bench.peers;

import io.pepper.bench.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** All rounds of one side; medians of them. Used by one thread. */
final class Outcome {
  private final String side;
  private final List<Measurement> cold = new ArrayList<>();
  private final List<Measurement> warm = new ArrayList<>();
  private String missing = "";

  Outcome(String side) {
    this.side = side;
  }

  String side() {
    return side;
  }

  void addCold(Measurement measurement) {
    cold.add(measurement);
  }

  void addWarm(Measurement measurement) {
    warm.add(measurement);
  }

  /** Notes why there are no figures. */
  void miss(String why) {
    missing = why;
  }

  /** Returns why there are no figures; empty if there are. */
  String missing() {
    return missing;
  }

  List<Measurement> cold() {
    return List.copyOf(cold);
  }

  List<Measurement> warm() {
    return List.copyOf(warm);
  }

  /** Returns the median of the values; NaN without a round. */
  static double value(List<Measurement> rounds) {
    return median(rounds, Measurement::value);
  }

  static double generatorMicros(List<Measurement> rounds) {
    return median(rounds, Measurement::generatorMicros);
  }

  /** Returns the medians of the processor time per operation, by process. */
  static Map<String, Double> micros(List<Measurement> rounds) {
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
