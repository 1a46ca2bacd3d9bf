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

/** What the changes that people and programs ask for come to, by what is shown. Called locked. */
public final class ChangePlanner {
  /** Keys that change with an application's in one transaction. */
  public static final int MOST_AMENDMENTS = 99;

  private static final int LARGEST = 256 << 10;

  private final RegistryView book;
  private final String node;
  private final int limit;
  private final Clock clock;

  /**
   * @param node judges what is registered here
   * @param limit number of instances
   */
  public ChangePlanner(RegistryView book, String node, int limit, Clock clock) {
    this.book = book;
    this.node = node;
    this.limit = limit;
    this.clock = clock;
  }

  public ChangePlan<Instance> register(Registration registration) {
    InstanceKey key = registration.key();
    RecordKey place = RecordKey.instance(key);
    Optional<InstanceRecord> before = record(place);
    if (before.isEmpty()
        && (book.instances() >= limit || (book.apps() >= limit && book.app(key.app()).isEmpty()))) {
      throw new RegistryFullException(limit, "pepper.discovery.instances");
    }
    long now = after(place);
    InstanceRecord record =
        new InstanceRecord(
            registration,
            before.map(InstanceRecord::registered).orElse(now),
            before.map(InstanceRecord::up).orElse(now),
            now,
            node);
    return ChangePlan.visible(List.of(put(record)), instance(record, conditions(key)));
  }

  public ChangePlan<Boolean> cancel(InstanceKey key) {
    RecordKey place = RecordKey.instance(key);
    if (record(place).isEmpty()) {
      return ChangePlan.nothing(false);
    }
    List<RecordWrite> writes = new ArrayList<>();
    writes.add(gone(place));
    if (book.shown(RecordKey.conditions(key)).isPresent()) {
      writes.add(gone(RecordKey.conditions(key)));
    }
    return ChangePlan.visible(writes, true);
  }

  public ChangePlan<Void> amend(AppKey app, String zone, List<InstanceUpdate> amendments) {
    Map<InstanceKey, InstanceRecord> amended = new LinkedHashMap<>();
    for (InstanceUpdate amendment : amendments) {
      InstanceKey key = new InstanceKey(app, zone, amendment.name());
      InstanceRecord before = amended.containsKey(key) ? amended.get(key) : present(key);
      amended.put(key, amended(before, amendment));
    }
    return ChangePlan.visible(amended.values().stream().map(this::put).toList(), null);
  }

  private InstanceRecord amended(InstanceRecord before, InstanceUpdate amendment) {
    long now = after(before.place());
    Registration registration = before.registration();
    Map<String, String> metadata = new LinkedHashMap<>(registration.metadata());
    metadata.putAll(amendment.metadata());
    return new InstanceRecord(
        registration.with(amendment.status().orElse(registration.status()), metadata),
        before.registered(),
        amendment.status().equals(Optional.of(Status.UP)) ? now : before.up(),
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
    RecordKey place = RecordKey.conditions(key);
    ConditionsRecord made = new ConditionsRecord(key, after, after(place));
    return ChangePlan.visible(List.of(fitting(put(made))), instance(record, Optional.of(made)));
  }

  public ChangePlan<Void> configure(AppKey app, UnaryOperator<AppSettings> change) {
    RecordKey place = RecordKey.settings(app);
    AppSettings before =
        book.app(app).map(ApplicationState::shownSettings).orElse(AppSettings.NONE);
    AppSettings after = change.apply(before);
    if (after.equals(before)) {
      return ChangePlan.nothing(null);
    }
    if (book.apps() >= limit && book.app(app).isEmpty()) {
      throw new RegistryFullException(limit, "pepper.discovery.instances");
    }
    RecordWrite write =
        after.isNone() ? gone(place) : fitting(put(new SettingsRecord(app, after, after(place))));
    return ChangePlan.visible(List.of(write), null);
  }

  private InstanceRecord present(InstanceKey key) {
    return record(RecordKey.instance(key)).orElseThrow(() -> new UnknownInstanceException(key));
  }

  private Optional<InstanceRecord> record(RecordKey place) {
    return book.shown(place).map(InstanceRecord.class::cast);
  }

  private Optional<ConditionsRecord> conditions(InstanceKey key) {
    return book.shown(RecordKey.conditions(key)).map(ConditionsRecord.class::cast);
  }

  private static Instance instance(InstanceRecord record, Optional<ConditionsRecord> said) {
    return new Instance(
        record.registration(),
        said.map(ConditionsRecord::conditions).orElse(Conditions.NONE),
        record.registered(),
        record.up(),
        Math.max(record.changed(), said.map(ConditionsRecord::changed).orElse(0L)));
  }

  private RecordWrite put(TimestampedRecord value) {
    RecordKey place = value.place();
    return new RecordWrite(place, Optional.of(value), value.changed(), book.revision(place.path()));
  }

  private RecordWrite gone(RecordKey place) {
    return new RecordWrite(place, Optional.empty(), after(place), book.revision(place.path()));
  }

  /** Now, but later than what is there. */
  private long after(RecordKey place) {
    long before = book.cell(place.path()).map(ReplicatedValue::changed).orElse(0L);
    long shown =
        place
            .instance()
            .flatMap(book::slot)
            .flatMap(InstanceState::shown)
            .map(Instance::changed)
            .orElse(0L);
    return Math.max(EpochNanos.of(clock), Math.max(before, shown) + 1);
  }

  /**
   * @throws IllegalArgumentException if it is more than can be kept
   */
  private static RecordWrite fitting(RecordWrite write) {
    int size = write.value().map(value -> value.toBytes().length).orElse(0);
    if (size > LARGEST) {
      throw new IllegalArgumentException(
          "what is said of %s has %d bytes; at most %d are possible"
              .formatted(write.place().app(), size, LARGEST));
    }
    return write;
  }
}
