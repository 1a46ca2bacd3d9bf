package io.pepper.discovery.cluster.publish;

import io.pepper.coordination.Coordination.Put;
import io.pepper.coordination.Coordination.Transaction;
import io.pepper.discovery.cluster.state.InstanceRecord;
import io.pepper.discovery.cluster.state.RecordJson;
import io.pepper.discovery.cluster.state.RecordWrite;
import io.pepper.discovery.cluster.state.RegistryKeys;
import io.pepper.discovery.instance.AppKey;
import io.pepper.discovery.instance.InstanceKey;
import io.pepper.discovery.instance.Registration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes that go to the cluster together: at most what fits into one transaction. */
final class TransactionBatch {
  private static final int MAX_CHANGES = 100;

  // With the largest write after it, still less than the 1.25 MiB that a transaction may have.
  private static final int FULL_BYTES = 768 << 10;

  /** Largest number of bytes that JSON makes of a character. */
  private static final int MAX_BYTES_PER_CHARACTER = 6;

  private final List<Operation<?>> operations = new ArrayList<>();
  private final Map<String, RecordWrite> writes = new LinkedHashMap<>();

  /** The time of each application's change, in nanoseconds since 1970. */
  private final Map<AppKey, Long> apps = new LinkedHashMap<>();

  private int bytes;

  /**
   * Returns whether the writes fit in, and none of them is of a key that the batch changes already.
   */
  boolean hasRoomFor(List<RecordWrite> more, boolean isVisible) {
    if (writes.isEmpty() && apps.isEmpty()) {
      return true;
    }
    Set<AppKey> touched = new HashSet<>(apps.keySet());
    if (isVisible) {
      more.forEach(write -> touched.add(write.recordKey().app()));
    }
    return writes.size() + more.size() + touched.size() <= MAX_CHANGES
        && bytes < FULL_BYTES
        && more.stream().noneMatch(write -> writes.containsKey(write.recordKey().path()));
  }

  void add(Operation<?> operation) {
    operations.add(operation);
    operation.plan().writes().forEach(write -> add(write, operation.plan().isVisible()));
  }

  void add(RecordWrite write, boolean isVisible) {
    writes.put(write.recordKey().path(), write);
    bytes += mostBytes(write);
    if (isVisible) {
      touch(write.recordKey().app(), write.changed());
    }
  }

  /**
   * Marks an application as changed.
   *
   * @param at when, nanoseconds since 1970
   */
  void touch(AppKey app, long at) {
    apps.merge(app, at, Math::max);
  }

  boolean hasRoomForApp() {
    return writes.size() + apps.size() < MAX_CHANGES;
  }

  boolean isEmpty() {
    return writes.isEmpty() && apps.isEmpty();
  }

  List<Operation<?>> operations() {
    return operations;
  }

  Collection<RecordWrite> writes() {
    return writes.values();
  }

  private static int mostBytes(RecordWrite write) {
    int path = 2 * write.recordKey().path().length();
    return path
        + write
            .value()
            .map(value ->
                value instanceof InstanceRecord record
                    ? MAX_BYTES_PER_CHARACTER * characters(record.registration())
                    : value.toBytes().length)
            .orElse(0);
  }

  private static int characters(Registration registration) {
    InstanceKey key = registration.key();
    return String.join("", registration.addresses()).length()
        + registration.metadata().toString().length()
        + registration.region().length()
        + registration.hostname().length()
        + registration.version().length()
        + key.toString().length();
  }

  Transaction transaction() {
    Map<String, Long> expected = new LinkedHashMap<>();
    Map<String, Put> puts = new LinkedHashMap<>();
    Set<String> deletes = new HashSet<>();
    writes.forEach((path, write) -> {
      expected.put(path, write.expected());
      write
          .value()
          .ifPresentOrElse(
              value -> puts.put(path, lasting(value.toBytes())), () -> deletes.add(path));
    });
    apps.forEach((app, at) -> puts.put(RegistryKeys.app(app), lasting(RecordJson.bytes(app, at))));
    return new Transaction(expected, puts, deletes);
  }

  private static Put lasting(byte[] value) {
    return new Put(value, Optional.empty());
  }
}
