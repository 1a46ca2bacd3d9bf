package io.pepper.discovery.cluster;

import io.pepper.discovery.cluster.liveness.LateHeartbeatTakeover;
import io.pepper.discovery.cluster.state.EpochNanos;
import io.pepper.discovery.cluster.state.InstanceState;
import io.pepper.discovery.cluster.state.RegistryView;
import io.pepper.discovery.instance.Instance;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.discovery.instance.Registration;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** The heartbeats that this node gets; they stay in its memory. Safe for any number of threads. */
final class Heartbeats {
  private final RegistryView view;
  private final LateHeartbeatTakeover lateTakeover;
  private final Clock clock;
  private final LongSupplier nanos;
  private final LongAdder registers = new LongAdder();
  private final LongAdder renews = new LongAdder();

  /**
   * @param nanos the monotonic clock
   */
  Heartbeats(
      RegistryView view, LateHeartbeatTakeover lateTakeover, Clock clock, LongSupplier nanos) {
    this.view = view;
    this.lateTakeover = lateTakeover;
    this.clock = clock;
    this.nanos = nanos;
  }

  /**
   * Notes a register, which is a heartbeat if the instance is there with the same registration.
   *
   * @return the instance then; else empty
   */
  Optional<Instance> repeated(Registration registration) {
    registers.increment();
    return view.state(registration.key())
        .filter(state -> shows(state, registration))
        .flatMap(this::heard);
  }

  private static boolean shows(InstanceState state, Registration registration) {
    return state.shown().filter(shown -> shown.registration().equals(registration)).isPresent();
  }

  /** Notes a heartbeat and returns its instance; empty if there is none. */
  Optional<Instance> renew(InstanceKey key) {
    Optional<Instance> renewed = view.state(key).flatMap(this::heard);
    if (renewed.isPresent()) {
      renews.increment();
    }
    return renewed;
  }

  /** Notes a heartbeat. Empty if there is no such instance, or its owner has just removed it. */
  private Optional<Instance> heard(InstanceState state) {
    Optional<Instance> shown = state.shown();
    if (shown.isEmpty()) {
      return shown;
    }
    state.beat(nanos.getAsLong());
    if (state.consumeMissed()) {
      lateTakeover.claim(state);
      return state.shown();
    }
    return shown;
  }

  /** Notes the registration of an instance as its first heartbeat, if it is still there. */
  void beat(InstanceKey key) {
    view.state(key).ifPresent(state -> state.beat(nanos.getAsLong()));
  }

  /** Returns the number of registers that came here. */
  long registers() {
    return registers.sum();
  }

  /** Returns the number of heartbeats that came here and found their instance. */
  long renews() {
    return renews.sum();
  }

  /** Returns the time of the last one, in nanoseconds since 1970; empty if none came here. */
  OptionalLong last(InstanceKey key) {
    return view.state(key)
        .filter(InstanceState::hasBeat)
        .map(
            state -> OptionalLong.of(EpochNanos.of(clock) - (nanos.getAsLong() - state.lastBeat())))
        .orElseGet(OptionalLong::empty);
  }
}
