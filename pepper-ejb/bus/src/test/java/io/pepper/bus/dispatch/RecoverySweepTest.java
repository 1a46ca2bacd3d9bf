package io.pepper.bus.dispatch;

import static io.pepper.bus.dispatch.DispatchFixture.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pepper.bus.definition.FormSize;
import io.pepper.bus.dispatch.outcome.StoreAvailability;
import io.pepper.store.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
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
          FormSize.DEFAULT_MAX_BYTES);

  private static final DispatchSettings POLLING =
      new DispatchSettings(
          Duration.ofMillis(1),
          Duration.ofMinutes(10),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          1,
          1,
          FormSize.DEFAULT_MAX_BYTES);

  private final MemoryStore store = new MemoryStore();
  private final RecoverySweep rounds = sweep(RESTLESS);

  private RecoverySweep sweep(DispatchSettings settings) {
    return new RecoverySweep(
        TOPIC,
        new DueTimes(store, TOPIC, Clock.systemUTC()),
        new DispatchContext(
            store,
            null,
            null,
            null,
            Clock.systemUTC(),
            settings,
            new StoreAvailability(),
            null,
            null,
            null));
  }

  private boolean runDue() {
    return rounds.runDue(false);
  }

  /** Thousands of idle topics must not keep a processor busy. */
  @Test
  void pollsAnIdleTopicLessOftenIfNoSignalCanBeLost() {
    store.shared(false);
    RecoverySweep idle = sweep(POLLING);

    poll(idle, 6);
    assertThat(Duration.ofNanos(idle.nanosLeft()))
        .isBetween(Duration.ofMillis(20), Duration.ofMillis(40));

    idle.runDue(true);
    assertThat(Duration.ofNanos(idle.nanosLeft())).isLessThan(Duration.ofMillis(2));
  }

  @Test
  void pollsAnIdleTopicAsOftenAsAnyIfOtherNodesUseTheStore() {
    RecoverySweep idle = sweep(POLLING);

    poll(idle, 6);

    assertThat(Duration.ofNanos(idle.nanosLeft())).isLessThan(Duration.ofMillis(2));
  }

  private static void poll(RecoverySweep idle, int times) {
    for (int i = 0; i < times; i++) {
      while (!idle.runDue(false)) {
        LockSupport.parkNanos(idle.nanosLeft());
      }
    }
  }

  /** Jobs whose replies the outage took are held by nobody until then. */
  @Test
  void recoversSoonAfterAnOutage() {
    Duration calmly = Duration.ofMinutes(10);
    RecoverySweep calm =
        sweep(
            new DispatchSettings(
                calmly, calmly, calmly, calmly, calmly, 1, 1, FormSize.DEFAULT_MAX_BYTES));
    calm.runDue(false);
    assertThat(Duration.ofNanos(calm.nanosLeft())).isGreaterThan(Duration.ofMinutes(8));

    calm.planAfterOutage();

    assertThat(Duration.ofNanos(calm.nanosLeft()))
        .isBetween(Duration.ofSeconds(14), Duration.ofSeconds(20));
  }

  @Test
  void takesNothingBackFromOtherNodesRightAfterAnOutage() {
    runDue();
    store.down(true);
    assertThatThrownBy(this::runDue).isInstanceOf(StoreUnavailableException.class);
    rounds.planAfterOutage();
    store.down(false);

    assertThat(runDue()).isTrue();

    assertThat(store.recoveries()).isOne();
  }

  @Test
  void recoversItsOwnJobsAsSoonAsTheStoreIsThere() {
    store.down(true);
    assertThatThrownBy(this::runDue).isInstanceOf(StoreUnavailableException.class);
    rounds.planAfterOutage();
    store.down(false);

    runDue();

    assertThat(store.recoveries()).isOne();
  }
}
