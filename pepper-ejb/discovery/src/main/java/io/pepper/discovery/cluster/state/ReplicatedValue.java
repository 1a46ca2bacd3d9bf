package io.pepper.discovery.cluster.state;

import java.util.Optional;

/**
 * What one key holds: what the cluster agreed on, and what this node holds against it until the
 * cluster can hear of it. Guarded by the view's lock.
 */
public final class ReplicatedValue {
  /**
   * @param value empty if it is to be gone
   */
  public record Pending(Optional<TimestampedRecord> value, long changed) {}

  private final String path;
  private final ApplicationState app;
  private final InstanceState state;
  private TimestampedRecord agreed;
  private long revision;
  private Pending pending;

  /**
   * @param state of the instance it is about; null if it is about the application
   */
  ReplicatedValue(String path, ApplicationState app, InstanceState state) {
    this.path = path;
    this.app = app;
    this.state = state;
  }

  public String path() {
    return path;
  }

  ApplicationState app() {
    return app;
  }

  public RecordKey recordKey() {
    if (state == null) {
      return RecordKey.settings(app.key());
    }
    return state.record().filter(own -> own == this).isPresent()
        ? RecordKey.instance(state.key())
        : RecordKey.conditions(state.key());
  }

  public Optional<InstanceState> state() {
    return Optional.ofNullable(state);
  }

  /** What readers of this node see. */
  Optional<TimestampedRecord> shown() {
    return pending == null ? agreed() : pending.value;
  }

  public Optional<TimestampedRecord> agreed() {
    return Optional.ofNullable(agreed);
  }

  /** Of the agreed value; 0 if there is none. */
  public long revision() {
    return revision;
  }

  public Optional<Pending> pending() {
    return Optional.ofNullable(pending);
  }

  /** When what is shown was made, or taken away by this node; 0 if there is nothing. */
  public long changed() {
    if (pending != null) {
      return pending.changed;
    }
    return agreed == null ? 0 : agreed.changed();
  }

  /** The cluster's word. What this node held against it ends if that is as new or newer. */
  void agree(Optional<TimestampedRecord> value, long at) {
    agreed = value.orElse(null);
    revision = value.isPresent() ? at : 0;
    if (isSettled()) {
      pending = null;
    }
  }

  /** Something is there that cannot be read: as if there were nothing, but it may be replaced. */
  void agreeUnreadable(long at) {
    agreed = null;
    revision = at;
  }

  /** Whether the cluster has agreed to what this node wanted, or to something later. */
  private boolean isSettled() {
    return pending != null
        && (agreed == null
            ? pending.value.isEmpty() && revision == 0
            : agreed.changed() >= pending.changed);
  }

  /** Holds on this node at once, unless what is there is as new. */
  void hold(Pending wanted) {
    if (wanted.changed >= changed()) {
      pending = wanted;
      if (isSettled()) {
        pending = null;
      }
    }
  }

  /** The cluster cannot take it. */
  void giveUp() {
    pending = null;
  }

  boolean isEmpty() {
    return agreed == null && revision == 0 && pending == null;
  }
}
