package io.pepper.discovery.cluster.publish;

import io.pepper.discovery.InstanceUpdate;
import io.pepper.discovery.RegistryFullException;
import io.pepper.discovery.UnknownInstanceException;
import io.pepper.discovery.cluster.state.ApplicationState;
import io.pepper.discovery.cluster.state.ConditionsRecord;
import io.pepper.discovery.cluster.state.EpochNanos;
import io.pepper.discovery.cluster.state.InstanceRecord;
import io.pepper.discovery.cluster.state.InstanceState;
import io.pepper.discovery.cluster.state.RecordKey;
import io.pepper.discovery.cluster.state.RecordWrite;
import io.pepper.discovery.cluster.state.RegistryView;
import io.pepper.discovery.cluster.state.ReplicatedValue;
import io.pepper.discovery.cluster.state.SettingsRecord;
import io.pepper.discovery.cluster.state.TimestampedRecord;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.AppSettings;
import io.pepper.discovery.instance.Conditions;
import io.pepper.discovery.instance.Instance;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.discovery.instance.Registration;
import io.pepper.discovery.instance.Status;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Plans of the changes that people and programs ask for, by what is shown. Called with the view
 * locked.
 */
public final class ChangePlanner {
  /** Keys that change with an application's in one transaction. */
  public static final int MAX_UPDATES = 99;

  private static final int MAX_RECORD_BYTES = 256 << 10;

  private final RegistryView view;
  private final String node;
  private final int limit;
  private final Clock clock;

  /**
   * @param node owner of what is registered here
   * @param limit number of instances
   */
  public ChangePlanner(RegistryView view, String node, int limit, Clock clock) {
    this.view = view;
    this.node = node;
    this.limit = limit;
    this.clock = clock;
  }

  public ChangePlan<Instance> register(Registration registration) {
    InstanceKey key = registration.key();
    Optional<InstanceState> state = view.state(key);
    Optional<ReplicatedValue> replica = state.flatMap(InstanceState::record);
    // The one that is there, if possible, as it has its path already.
    RecordKey recordKey =
        replica.map(ReplicatedValue::recordKey).orElseGet(() -> RecordKey.instance(key));
    Optional<InstanceRecord> before =
        replica.flatMap(ReplicatedValue::shown).map(InstanceRecord.class::cast);
    if (before.isEmpty()
        && (view.instances() >= limit || (view.apps() >= limit && view.app(key.app()).isEmpty()))) {
      throw new RegistryFullException(limit, "pepper.discovery.instances");
    }
    long now = after(replica, state);
    InstanceRecord record =
        new InstanceRecord(
            registration,
            before.map(InstanceRecord::registered).orElse(now),
            before.map(InstanceRecord::up).orElse(now),
            now,
            node);
    Optional<ConditionsRecord> said =
        state
            .flatMap(InstanceState::conditions)
            .flatMap(ReplicatedValue::shown)
            .map(ConditionsRecord.class::cast);
    return ChangePlan.visible(List.of(put(recordKey, record)), instance(record, said));
  }

  public ChangePlan<Boolean> cancel(InstanceKey key) {
    RecordKey recordKey = RecordKey.instance(key);
    if (record(recordKey).isEmpty()) {
      return ChangePlan.nothing(false);
    }
    List<RecordWrite> writes = new ArrayList<>();
    writes.add(gone(recordKey));
    if (view.shown(RecordKey.conditions(key)).isPresent()) {
      writes.add(gone(RecordKey.conditions(key)));
    }
    return ChangePlan.visible(writes, true);
  }

  public ChangePlan<Void> update(AppKey app, String zone, List<InstanceUpdate> updates) {
    Map<InstanceKey, InstanceRecord> amended = new LinkedHashMap<>();
    for (InstanceUpdate update : updates) {
      InstanceKey key = new InstanceKey(app, zone, update.name());
      InstanceRecord before = amended.containsKey(key) ? amended.get(key) : present(key);
      amended.put(key, amended(before, update));
    }
    return ChangePlan.visible(
        amended.values().stream().map(each -> put(each.recordKey(), each)).toList(), null);
  }

  private InstanceRecord amended(InstanceRecord before, InstanceUpdate update) {
    long now = after(before.recordKey());
    Registration registration = before.registration();
    Map<String, String> metadata = new LinkedHashMap<>(registration.metadata());
    metadata.putAll(update.metadata());
    return new InstanceRecord(
        registration.with(update.status().orElse(registration.status()), metadata),
        before.registered(),
        update.status().equals(Optional.of(Status.UP)) ? now : before.up(),
        now,
        before.owner());
  }

  public ChangePlan<Instance> condition(InstanceKey key, UnaryOperator<Conditions> change) {
    InstanceRecord record = present(key);
    Optional<ConditionsRecord> before = conditions(key);
    Conditions said = before.map(ConditionsRecord::conditions).orElse(Conditions.NONE);
    Conditions after = change.apply(said);
    if (after.equals(said)) {
      return ChangePlan.nothing(instance(record, before));
    }
    RecordKey recordKey = RecordKey.conditions(key);
    ConditionsRecord made = new ConditionsRecord(key, after, after(recordKey));
    return ChangePlan.visible(
        List.of(fitting(put(recordKey, made))), instance(record, Optional.of(made)));
  }

  public ChangePlan<Void> configure(AppKey app, UnaryOperator<AppSettings> change) {
    RecordKey recordKey = RecordKey.settings(app);
    AppSettings before =
        view.app(app).map(ApplicationState::shownSettings).orElse(AppSettings.NONE);
    AppSettings after = change.apply(before);
    if (after.equals(before)) {
      return ChangePlan.nothing(null);
    }
    if (view.apps() >= limit && view.app(app).isEmpty()) {
      throw new RegistryFullException(limit, "pepper.discovery.instances");
    }
    RecordWrite write =
        after.isNone()
            ? gone(recordKey)
            : fitting(put(recordKey, new SettingsRecord(app, after, after(recordKey))));
    return ChangePlan.visible(List.of(write), null);
  }

  private InstanceRecord present(InstanceKey key) {
    return record(RecordKey.instance(key)).orElseThrow(() -> new UnknownInstanceException(key));
  }

  private Optional<InstanceRecord> record(RecordKey recordKey) {
    return view.shown(recordKey).map(InstanceRecord.class::cast);
  }

  private Optional<ConditionsRecord> conditions(InstanceKey key) {
    return view.shown(RecordKey.conditions(key)).map(ConditionsRecord.class::cast);
  }

  private static Instance instance(InstanceRecord record, Optional<ConditionsRecord> said) {
    return new Instance(
        record.registration(),
        said.map(ConditionsRecord::conditions).orElse(Conditions.NONE),
        record.registered(),
        record.up(),
        Math.max(record.changed(), said.map(ConditionsRecord::changed).orElse(0L)));
  }

  private RecordWrite put(RecordKey recordKey, TimestampedRecord value) {
    return new RecordWrite(
        recordKey, Optional.of(value), value.changed(), view.revision(recordKey.path()));
  }

  private RecordWrite gone(RecordKey recordKey) {
    return new RecordWrite(
        recordKey, Optional.empty(), after(recordKey), view.revision(recordKey.path()));
  }

  /** Returns the present time, or one later than that of what is there. */
  private long after(RecordKey recordKey) {
    return after(view.replica(recordKey.path()), recordKey.instance().flatMap(view::state));
  }

  private long after(Optional<ReplicatedValue> replica, Optional<InstanceState> state) {
    long before = replica.map(ReplicatedValue::changed).orElse(0L);
    long shown = state.flatMap(InstanceState::shown).map(Instance::changed).orElse(0L);
    return Math.max(EpochNanos.of(clock), Math.max(before, shown) + 1);
  }

  /**
   * @throws IllegalArgumentException if it is more than can be kept
   */
  private static RecordWrite fitting(RecordWrite write) {
    int size = write.value().map(value -> value.toBytes().length).orElse(0);
    if (size > MAX_RECORD_BYTES) {
      throw new IllegalArgumentException(
          "what is said of %s has %d bytes; at most %d are possible"
              .formatted(write.recordKey().app(), size, MAX_RECORD_BYTES));
    }
    return write;
  }
}
