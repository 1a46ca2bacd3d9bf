package io.pepper.discovery.cluster.state;

import io.pepper.discovery.cluster.state.ReplicatedValue.Pending;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.Application;
import io.pepper.discovery.instance.InstanceKey;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * All this node knows: what the cluster agreed on, as far as the watch has delivered it, and over
 * it what this node alone holds until that is published. A change, and a read of several things
 * that must fit together, is made {@link #locked}. Finding a state or an application takes no lock.
 */
public final class RegistryView {
  private final LongSupplier nanos;
  private final Consumer<Set<AppKey>> listener;
  private final ReentrantLock lock = new ReentrantLock();
  private final ReplicatedValues values = new ReplicatedValues();
  private final Unpublished unpublished = new Unpublished();
  private final Set<AppKey> dirty = new HashSet<>();
  private volatile int instances;
  private Epoch epoch = new Epoch(0);
  private long delivered;

  /**
   * Creates an empty view.
   *
   * @param nanos the monotonic clock
   * @param listener hears which applications look different, in order; must be quick
   */
  public RegistryView(LongSupplier nanos, Consumer<Set<AppKey>> listener) {
    this.nanos = nanos;
    this.listener = listener;
  }

  public void begin(Epoch of) {
    locked(() -> epoch = of);
  }

  /** Runs work while nothing changes, and notifies the listener of what it changed. */
  public <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      if (!dirty.isEmpty()) {
        listener.accept(Set.copyOf(dirty));
        dirty.clear();
      }
      lock.unlock();
    }
  }

  public Optional<InstanceState> state(InstanceKey key) {
    return values.state(key);
  }

  public Collection<InstanceState> states() {
    return values.states();
  }

  /** Returns the number of instances that are shown. */
  public int instances() {
    return instances;
  }

  public Optional<Application> application(AppKey key) {
    return values.app(key).map(this::snapshot);
  }

  public List<Application> applications() {
    return values.apps().stream().map(this::snapshot).toList();
  }

  /** Returns the applications that have settings, or conditions of an instance. */
  public List<Application> configuredApplications() {
    return values.apps().stream()
        .filter(ApplicationState::isConfigured)
        .map(this::snapshot)
        .toList();
  }

  public int apps() {
    return values.apps().size();
  }

  private Application snapshot(ApplicationState app) {
    return app.snapshot().orElseGet(() -> locked(() -> app.snapshot(epoch)));
  }

  // Everything from here on is to be called locked.

  public Optional<ApplicationState> app(AppKey key) {
    return values.app(key);
  }

  public Collection<ApplicationState> allApps() {
    return values.apps();
  }

  public Optional<ReplicatedValue> replica(String path) {
    return values.find(path);
  }

  public Optional<TimestampedRecord> shown(RecordKey recordKey) {
    return replica(recordKey.path()).flatMap(ReplicatedValue::shown);
  }

  public Epoch epoch() {
    return epoch;
  }

  /** Returns the revision that a key must be at for a change that is based on what is shown. */
  public long revision(String path) {
    return values.revision(path);
  }

  /** Returns the revision up to which the watch has delivered everything. */
  public long delivered() {
    return delivered;
  }

  /** Notes that everything up to a revision was delivered. */
  public void deliver(long revision) {
    delivered = Math.max(delivered, revision);
    unpublished.delivered(delivered);
  }

  /** Notes that a key has a value at a revision. */
  public void agree(RecordKey recordKey, TimestampedRecord value, long revision) {
    ReplicatedValue replica = values.of(recordKey);
    values.noteReadable(replica.path());
    replica.agree(Optional.of(value), revision);
    settle(replica);
  }

  public void agreeGone(String path, long revision) {
    values.noteReadable(path);
    replica(path)
        .ifPresent(replica -> {
          replica.agree(Optional.empty(), revision);
          settle(replica);
        });
  }

  public void agreeUnreadable(String path, long revision) {
    values.noteUnreadable(path, revision);
    replica(path)
        .ifPresent(replica -> {
          replica.agreeUnreadable(revision);
          settle(replica);
        });
  }

  /**
   * Notes a change of an application.
   *
   * @param at time of the change, nanoseconds since 1970; 0 if it is unknown
   */
  public void agreeChanged(AppKey key, long revision, long at) {
    ApplicationState app = values.appOf(key);
    app.agree(revision, at);
    unpublished.agreed(app);
    dirty.add(key);
  }

  /** Notes that the cluster no longer keeps when an application last changed. */
  public void agreeForgotten(AppKey key) {
    app(key)
        .ifPresent(app -> {
          app.forget();
          tidy(app);
        });
  }

  /** Applies a write on this node at once; it is to be published. */
  public void hold(RecordWrite write) {
    ReplicatedValue replica = values.of(write.recordKey());
    replica.hold(new Pending(write.value(), write.changed()));
    if (refresh(replica)) {
      unpublished.bump(replica.app(), delivered, write.changed());
    }
    settle(replica);
  }

  /** Gives up an unpublished value that the cluster refuses. */
  public void giveUp(String path) {
    replica(path)
        .ifPresent(replica -> {
          replica.giveUp();
          if (refresh(replica)) {
            unpublished.bump(replica.app(), delivered, replica.changed());
          }
          settle(replica);
        });
  }

  /** Returns the values that are to be published. */
  public Collection<ReplicatedValue> pending() {
    return unpublished.values();
  }

  /** Returns the applications that this node alone knows to have changed. */
  public Collection<ApplicationState> ahead() {
    return unpublished.applications();
  }

  public boolean isPending() {
    return !unpublished.isEmpty();
  }

  private void settle(ReplicatedValue replica) {
    refresh(replica);
    unpublished.settle(replica);
    if (replica.isEmpty()) {
      values.remove(replica);
      tidy(replica.app());
    }
  }

  /** Reads a value again. Returns whether readers see a difference. */
  private boolean refresh(ReplicatedValue replica) {
    Optional<InstanceState> state = replica.state();
    boolean differs = true;
    if (state.isPresent()) {
      boolean before = state.get().shown().isPresent();
      differs = state.get().refresh(nanos.getAsLong());
      instances += (state.get().shown().isPresent() ? 1 : 0) - (before ? 1 : 0);
    }
    if (differs) {
      replica.app().invalidate();
      dirty.add(replica.app().key());
    }
    return differs;
  }

  private void tidy(ApplicationState app) {
    if (!unpublished.applications().contains(app)) {
      values.removeIfEmpty(app);
    }
  }
}
