package io.pepper.bus.dispatch;

import static io.pepper.bus.dispatch.DispatchFixture.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.bus.definition.FormSize;
import io.pepper.store.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecoverySweepTest {
  private static final DispatchSettings RESTLESS =
      new DispatchSettings(
          Duration.ofNanos(1),
          Duration.ofNanos(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          1,
          1,
          FormSize.DEFAULT_MAX);

  private final MemoryStore store = new MemoryStore();
  private final RecoverySweep rounds =
      new RecoverySweep(
          TOPIC,
          new DueTimes(store, TOPIC, Clock.systemUTC()),
          new DispatchContext(
              store,
              null,
              null,
              null,
              Clock.systemUTC(),
              RESTLESS,
              new StoreAvailability(),
              null,
              null,
              null));

  @Test
  void takesNothingBackFromOtherNodesRightAfterAnOutage() {
    rounds.walk();
    store.down(true);
    assertThatThrownBy(rounds::walk).isInstanceOf(StoreUnavailableException.class);
    rounds.storeWasAway();
    store.down(false);

    assertThat(rounds.walk()).isTrue();

    assertThat(store.recoveries()).isOne();
  }

  @Test
  void recoversItsOwnJobsAsSoonAsTheStoreIsThere() {
    store.down(true);
    assertThatThrownBy(rounds::walk).isInstanceOf(StoreUnavailableException.class);
    rounds.storeWasAway();
    store.down(false);

    rounds.walk();

    assertThat(store.recoveries()).isOne();
  }
}
