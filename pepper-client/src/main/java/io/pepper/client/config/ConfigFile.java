package io.pepper.client.config;

import io.pepper.client.transport.Listening;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A file that is kept as it is in force. Reading it never waits, except {@link #await}. Safe for
 * any number of threads.
 */
public final class ConfigFile {
  /** The subscription of one listener. */
  public interface Subscription extends AutoCloseable {
    /** Begins no more notifications; one that is under way goes on. */
    @Override
    void close();
  }

  private static final int MAX_LISTENERS = 256;

  private record State(ConfigValues values, ConfigStatus status) {}

  private final String name;
  private final CountDownLatch known = new CountDownLatch(1);
  private final List<Listening<ConfigValues>> listeners = new CopyOnWriteArrayList<>();
  private final Runnable missing;
  private volatile State state;

  /**
   * @param name such as {@code shop/cart.conf}
   * @param missing runs when a caller has waited in vain for the first values
   */
  ConfigFile(String name, Runnable missing) {
    this.name = name;
    this.missing = missing;
    this.state =
        new State(
            new ConfigValues(name, 0, Map.of()),
            new ConfigStatus(
                ConfigStatus.Source.NONE,
                0,
                Instant.EPOCH,
                Optional.of("no server has answered yet")));
  }

  /** Returns domain and file: {@code shop/cart.conf}. */
  public String name() {
    return name;
  }

  /**
   * Returns the values as they are known now.
   *
   * @throws ConfigUnavailableException if nothing is known
   */
  public ConfigValues values() {
    State now = state;
    if (now.status.source() == ConfigStatus.Source.NONE) {
      throw new ConfigUnavailableException(
          "%s is not known: %s. Wait for it by await, see that a server can be reached, or give the client a snapshot of a former run"
              .formatted(name, now.status.problem().orElse("")));
    }
    return now.values;
  }

  /**
   * Waits for the first values. If no server gives them in time, those of the last run are used, if
   * there is a snapshot.
   *
   * @throws ConfigUnavailableException if nothing is known then
   * @throws InterruptedException if the thread is interrupted
   */
  public ConfigValues await(Duration limit) throws InterruptedException {
    if (!known.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
      missing.run();
    }
    return values();
  }

  /** Returns where the values come from, and since when they are stale if they are. */
  public ConfigStatus status() {
    return state.status;
  }

  /**
   * Calls a listener once for each revision that changes something for this node, on a virtual
   * thread of its own; revisions that come while it is busy are reported as one. It begins with
   * what is known now, without a call; if that is nothing, all keys are added later.
   *
   * @throws IllegalStateException if there are 256 listeners already
   */
  public Subscription onChange(Consumer<ConfigChange> listener) {
    if (listeners.size() >= MAX_LISTENERS) {
      throw new IllegalStateException(
          "%s has %d listeners already; close those that are not needed"
              .formatted(name, MAX_LISTENERS));
    }
    Listening<ConfigValues> listening =
        new Listening<>(
            name,
            state.values,
            () -> state.values,
            ConfigValues::saysTheSameAs,
            (before, now) -> listener.accept(ConfigChange.between(before, now)));
    listeners.add(listening);
    // What came between reading the values and adding the listener.
    listening.wake();
    return () -> {
      listeners.remove(listening);
      listening.end();
    };
  }

  /** Sets what a server says. */
  void update(ConfigValues values, Instant now) {
    set(ConfigStatus.Source.SERVER, values, now, Optional.empty());
  }

  /** Sets what a former run knew, unless something is known already. */
  synchronized void recall(ConfigValues values, Instant confirmed) {
    if (state.status.source() == ConfigStatus.Source.NONE) {
      set(ConfigStatus.Source.SNAPSHOT, values, confirmed, state.status.problem());
    }
  }

  /** Takes note that a server says that the values are in force. */
  synchronized void confirm(Instant now) {
    if (state.status.source() == ConfigStatus.Source.SERVER) {
      set(ConfigStatus.Source.SERVER, state.values, now, Optional.empty());
    }
  }

  /** Takes note that no server confirms the values. */
  synchronized void unconfirmed(String problem) {
    ConfigStatus status = state.status;
    state =
        new State(
            state.values,
            new ConfigStatus(
                status.source(), status.revision(), status.confirmed(), Optional.of(problem)));
  }

  void end() {
    listeners.forEach(Listening::end);
    listeners.clear();
  }

  private void set(
      ConfigStatus.Source source, ConfigValues values, Instant confirmed, Optional<String> why) {
    synchronized (this) {
      state = new State(values, new ConfigStatus(source, values.revision(), confirmed, why));
    }
    known.countDown();
    listeners.forEach(Listening::wake);
  }
}
