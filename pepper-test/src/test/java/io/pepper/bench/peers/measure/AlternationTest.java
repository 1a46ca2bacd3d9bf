package io.pepper.bench.peers.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AlternationTest {
  private static final Duration COLD = Duration.ofSeconds(1);
  private static final Duration WARM_UP = Duration.ofSeconds(2);
  private static final Duration WARM = Duration.ofSeconds(3);

  private final List<String> steps = new ArrayList<>();
  private final Alternation twice = new Alternation(2, COLD, WARM_UP, WARM);

  @Test
  void startsEachSideAnewForAColdRoundAndThenMeasuresInTurns() {
    List<Outcome> outcomes = twice.run(List.of(new Noted("a", null), new Noted("b", null)));

    String cold = "b starts, b 1 s, b ends, a starts, a 1 s, a ends, ";
    assertThat(String.join(", ", steps))
        .isEqualTo(
            cold
                + cold
                + "a starts, b starts, a 2 s, b 2 s, a 3 s, b 3 s, a 3 s, b 3 s, a ends, b ends");
    assertThat(outcomes).extracting(Outcome::side).containsExactly("a", "b");
    assertThat(outcomes).allSatisfy(each -> assertThat(each.warm()).hasSize(2));
  }

  @Test
  void goesOnWithoutASideThatCannotBeHadOrFails() {
    List<Outcome> outcomes =
        twice.run(
            List.of(
                new Noted("a", null),
                new Noted("b", new PeerUnavailableException("not installed")),
                new Noted("c", new IllegalStateException("broken"))));

    assertThat(outcomes)
        .extracting(Outcome::missing)
        .containsExactly("", "cannot be had: not installed", "failed: broken");
    assertThat(outcomes.getFirst().warm()).hasSize(2);
    assertThat(steps).filteredOn("c starts"::equals).hasSize(1);
  }

  /** A side that notes what is done with it. */
  private final class Noted implements Side {
    private final String name;
    private final RuntimeException failure;

    Noted(String name, RuntimeException failure) {
      this.name = name;
      this.failure = failure;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void start() {
      steps.add(name + " starts");
      if (failure != null) {
        throw failure;
      }
    }

    @Override
    public Measurement measure(Duration time) {
      steps.add(name + " " + time.toSeconds() + " s");
      return new Measurement(List.of(1.0), Map.of(), 1);
    }

    @Override
    public void close() {
      steps.add(name + " ends");
    }
  }
}
