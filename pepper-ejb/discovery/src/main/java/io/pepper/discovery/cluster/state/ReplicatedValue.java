package io.pepper.discovery.cluster.state;

import java.util.Optional;

/**
 * The value of one key: what the cluster agreed on, and what this node holds against it until that
 * is published. Guarded by the view's lock.
 */
public final class ReplicatedValue {
  /**
   * A value that is not published yet.
   *
   * @param value empty if it is to be gone
   */
  public record Pending(Optional<TimestampedRecord> value, long changed) {}

  private final RecordKey recordKey;
  private final ApplicationState app;
  private final InstanceState state;
  private TimestampedRecord agreed;
  private long revision;
  private Pending pending;

  /**
   * @param state of the instance it is about; null if it is about the application
   */
  ReplicatedValue(RecordKey recordKey, ApplicationState app, InstanceState state) {
    this.recordKey = recordKey;
    this.app = app;
    this.state = state;
  }

  public String path() {
    return recordKey.path();
  }

  ApplicationState app() {
    return app;
  }

  public RecordKey recordKey() {
    return recordKey;
  }

  public Optional<InstanceState> state() {
    return Optional.ofNullable(state);
  }

  /** Returns what readers of this node see. */
  public Optional<TimestampedRecord> shown() {
    return pending == null ? agreed() : pending.value;
  }

  public Optional<TimestampedRecord> agreed() {
    return Optional.ofNullable(agreed);
  }

  /** Returns the revision of the agreed value; 0 if there is none. */
  public long revision() {
    return revision;
  }

  public Optional<Pending> pending() {
    return Optional.ofNullable(pending);
  }

  /**
   * Returns the time at which what is shown was made, or removed by this node, in nanoseconds since
   * 1970; 0 if there is nothing.
   */
  public long changed() {
    if (pending != null) {
      return pending.changed;
    }
    return agreed == null ? 0 : agreed.changed();
  }

  /** Sets the agreed value. What this node held against it ends if that is as new or newer. */
  void agree(Optional<TimestampedRecord> value, long at) {
    agreed = value.orElse(null);
    revision = value.isPresent() ? at : 0;
    if (isSettled()) {
      pending = null;
    }
  }

  /** Notes a value that cannot be read: it counts as none, but may be replaced. */
  void agreeUnreadable(long at) {
    agreed = null;
    revision = at;
  }

  /** Returns whether the cluster has agreed to what this node wanted, or to something later. */
  private boolean isSettled() {
    return pending != null
        && (agreed == null
            ? pending.value.isEmpty() && revision == 0
            : agreed.changed() >= pending.changed);
  }

  /** Applies a change on this node at once, unless what is there is newer. */
  void hold(Pending wanted) {
    if (wanted.changed >= changed()) {
      pending = wanted;
      if (isSettled()) {
        pending = null;
      }
    }
  }

  /** Gives up the unpublished value. */
  void giveUp() {
    pending = null;
  }

  boolean isEmpty() {
    return agreed == null && revision == 0 && pending == null;
  }
}
