package io.pepper.discovery.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.pepper.discovery.instance.Check;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CheckStateTest {
  private static final Check CHECK =
      new Check(Check.Type.TCP, "tcp", "", Duration.ofSeconds(1), Duration.ofMillis(500), 3, 2);

  @Test
  void onlyFailuresInARowMakeUnhealthy() {
    assertThat(after(true, "--+--+").healthy()).isTrue();
    assertThat(after(true, "--+---").healthy()).isFalse();
  }

  @Test
  void onlySuccessesInARowMakeHealthyAgain() {
    assertThat(after(false, "+-+-").healthy()).isFalse();
    assertThat(after(false, "+-++").healthy()).isTrue();
  }

  @Test
  void aNewVerdictStartsCountingAnew() {
    assertThat(after(true, "---+").healthy()).isFalse();
    assertThat(after(true, "---++--").healthy()).isTrue();
  }

  private static CheckState after(boolean healthy, String results) {
    CheckState state = CheckState.of(healthy);
    for (char result : results.toCharArray()) {
      state = state.after(result == '+', CHECK);
    }
    return state;
  }
}
