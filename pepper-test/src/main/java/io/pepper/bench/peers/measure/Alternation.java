package io.pepper.bench.peers.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The order in which the sides of a row are measured. Cold: each side in turn is started, measured
 * in its first seconds and ended, as often as there are rounds. Warm: all sides run, work
 * unmeasured, and are then measured in turns. The peers come before Pepper in a cold round, which
 * also warms up the load generator.
 *
 * @param rounds of each kind
 * @param cold how long a cold round is
 * @param warmUp how long each side works unmeasured
 * @param warm how long a warm round is; zero leaves them out
 */
public record Alternation(int rounds, Duration cold, Duration warmUp, Duration warm) {
  /** Measures; a side that cannot be had gets the reason, one that fails ends the row. */
  public List<Outcome> run(List<? extends Side> sides) {
    Map<Side, Outcome> outcomes = new LinkedHashMap<>();
    sides.forEach(side -> outcomes.put(side, new Outcome(side.name())));
    List<Side> present = new ArrayList<>(sides);
    try {
      for (int round = 0; round < rounds; round++) {
        for (Side side : List.copyOf(present).reversed()) {
          if (!cold(side, outcomes.get(side))) {
            present.remove(side);
          }
        }
      }
      if (warm.isZero()) {
        return List.copyOf(outcomes.values());
      }
      present.forEach(Side::start);
      if (!warmUp.isZero()) {
        present.forEach(side -> side.measure(warmUp));
      }
      for (int round = 0; round < rounds; round++) {
        for (Side side : present) {
          Measurement measured = side.measure(warm);
          progress("warm", side, measured);
          outcomes.get(side).addWarm(measured);
        }
      }
    } finally {
      sides.forEach(Side::close);
    }
    return List.copyOf(outcomes.values());
  }

  private boolean cold(Side side, Outcome outcome) {
    try {
      side.start();
      Measurement measured = side.measure(cold);
      progress("cold", side, measured);
      outcome.addCold(measured);
      return true;
    } catch (PeerUnavailableException e) {
      System.out.printf("  %s: %s%n", side.name(), e.getMessage());
      outcome.miss(e.getMessage());
      return false;
    } finally {
      side.close();
    }
  }

  private static void progress(String what, Side side, Measurement measured) {
    System.out.printf(
        "  %s, %s: %s, CPU %s, generator %s%n",
        side.name(),
        what,
        measured.values().stream().map(Figures::number).collect(Collectors.joining(", ")),
        Figures.micros(measured.micros()),
        Figures.micros(measured.generatorMicros()));
  }
}
