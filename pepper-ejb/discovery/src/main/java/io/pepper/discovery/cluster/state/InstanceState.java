package io.pepper.discovery.cluster.state;

import io.pepper.discovery.instance.Conditions;
import io.pepper.discovery.instance.Instance;
import io.pepper.discovery.instance.InstanceKey;
import java.util.Optional;

/**
 * An instance on this node: its records, what readers see, and its last heartbeat. The records are
 * guarded by the view's lock; the rest is for any thread.
 */
public final class InstanceState {
  private static final long NEVER = Long.MIN_VALUE;

  private final InstanceKey key;
  private final ApplicationState app;
  private ReplicatedValue record;
  private ReplicatedValue conditions;
  private volatile Instance shown;
  private volatile String owner = "";
  private volatile long beat = NEVER;
  private volatile long judgedSince;
  private volatile boolean isMissed;

  InstanceState(InstanceKey key, ApplicationState app) {
    this.key = key;
    this.app = app;
  }

  public InstanceKey key() {
    return key;
  }

  ApplicationState app() {
    return app;
  }

  public Optional<ReplicatedValue> record() {
    return Optional.ofNullable(record);
  }

  public Optional<ReplicatedValue> conditions() {
    return Optional.ofNullable(conditions);
  }

  void setRecord(ReplicatedValue replica) {
    record = replica;
  }

  void setConditions(ReplicatedValue replica) {
    conditions = replica;
  }

  /** Returns the instance as readers see it; empty if they see none. */
  public Optional<Instance> shown() {
    return Optional.ofNullable(shown);
  }

  /** Returns the name of the node that owns it, by the cluster's record; empty if there is none. */
  public String owner() {
    return owner;
  }

  /**
   * Marks that its owner gets the answer that no heartbeat came here lately. Called before the last
   * heartbeat is read.
   */
  public void markMissed() {
    isMissed = true;
  }

  /**
   * Returns whether its owner got that answer, and clears the mark. Called after a heartbeat was
   * noted.
   */
  public boolean consumeMissed() {
    if (!isMissed) {
      return false;
    }
    isMissed = false;
    return true;
  }

  /** Notes a heartbeat at this node. */
  public void beat(long nanos) {
    beat = nanos;
  }

  public boolean hasBeat() {
    return beat != NEVER;
  }

  /** Returns the time of the last heartbeat at this node, by the monotonic clock. */
  public long lastBeat() {
    return beat;
  }

  /**
   * Returns the time since which its present owner has it, by the monotonic clock, as far as this
   * node knows.
   */
  public long judgedSince() {
    return judgedSince;
  }

  /**
   * Lets its age count from its last heartbeat, which came here, and not from when its owner
   * changed.
   */
  public void judgeByBeat() {
    judgedSince = beat;
  }

  /**
   * Reads the records again.
   *
   * @return whether readers see a difference
   */
  boolean refresh(long nanos) {
    noteOwner(nanos);
    Instance after = record().flatMap(ReplicatedValue::shown).map(this::instance).orElse(null);
    if (after == null ? shown == null : after.equals(shown)) {
      return false;
    }
    shown = after;
    return true;
  }

  private void noteOwner(long nanos) {
    String now =
        record()
            .flatMap(ReplicatedValue::agreed)
            .map(agreed -> ((InstanceRecord) agreed).owner())
            .orElse("");
    if (!now.equals(owner)) {
      owner = now;
      judgedSince = nanos;
    }
  }

  private Instance instance(TimestampedRecord kept) {
    InstanceRecord own = (InstanceRecord) kept;
    Optional<ConditionsRecord> said =
        conditions().flatMap(ReplicatedValue::shown).map(ConditionsRecord.class::cast);
    return new Instance(
        own.registration(),
        said.map(ConditionsRecord::conditions).orElse(Conditions.NONE),
        own.registered(),
        own.up(),
        Math.max(own.changed(), said.map(ConditionsRecord::changed).orElse(0L)));
  }

  boolean isEmpty() {
    return record == null && conditions == null;
  }
}
