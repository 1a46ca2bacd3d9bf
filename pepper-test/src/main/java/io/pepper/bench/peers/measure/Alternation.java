package io.pepper.bench.peers.measure;

import java.time.Duration;
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
  /** Measures; a side that cannot be had, or that fails, gets the reason. */
  public List<Outcome> run(List<? extends Side> sides) {
    Map<Side, Outcome> outcomes = new LinkedHashMap<>();
    sides.forEach(side -> outcomes.put(side, new Outcome(side.name())));
    try {
      for (int round = 0; round < rounds; round++) {
        for (Side side : present(outcomes).reversed()) {
          attempt(outcomes.get(side), () -> cold(side, outcomes.get(side)));
          side.close();
        }
      }
      if (!warm.isZero()) {
        warm(outcomes);
      }
    } finally {
      sides.forEach(Side::close);
    }
    return List.copyOf(outcomes.values());
  }

  private static List<Side> present(Map<Side, Outcome> outcomes) {
    return outcomes.keySet().stream()
        .filter(side -> outcomes.get(side).missing().isEmpty())
        .toList();
  }

  private void cold(Side side, Outcome outcome) {
    side.start();
    Measurement measured = side.measure(cold);
    progress("cold", side, measured);
    outcome.addCold(measured);
  }

  private void warm(Map<Side, Outcome> outcomes) {
    present(outcomes).forEach(side -> attempt(outcomes.get(side), side::start));
    present(outcomes).forEach(side -> attempt(outcomes.get(side), () -> side.measure(warmUp)));
    for (int round = 0; round < rounds; round++) {
      present(outcomes)
          .forEach(side ->
              attempt(
                  outcomes.get(side),
                  () -> {
                    Measurement measured = side.measure(warm);
                    progress("warm", side, measured);
                    outcomes.get(side).addWarm(measured);
                  }));
    }
  }

  private static void attempt(Outcome outcome, Runnable step) {
    try {
      step.run();
    } catch (PeerUnavailableException e) {
      System.out.printf("  %s: %s%n", outcome.side(), e.getMessage());
      outcome.miss("cannot be had: " + e.getMessage());
    } catch (RuntimeException e) { // Edge: the other sides of a long run are still measured.
      System.err.println("pepper: " + outcome.side() + " failed:");
      e.printStackTrace();
      outcome.miss("failed: " + e.getMessage());
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
