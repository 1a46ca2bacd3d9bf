package io.pepper.discovery.cluster.publish;

import io.pepper.coordination.Coordination.Put;
import io.pepper.coordination.Coordination.Transaction;
import io.pepper.discovery.cluster.state.RecordJson;
import io.pepper.discovery.cluster.state.RecordWrite;
import io.pepper.discovery.cluster.state.RegistryKeys;
import io.pepper.discovery.instance.AppKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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

  private final List<Operation<?>> operations = new ArrayList<>();
  private final Map<String, RecordWrite> writes = new LinkedHashMap<>();

  /** The values of the keys that are not to be gone, encoded once. */
  private final Map<String, byte[]> values = new HashMap<>();

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
    String path = write.recordKey().path();
    writes.put(path, write);
    bytes += 2 * path.length();
    write
        .value()
        .ifPresent(value -> {
          byte[] encoded = value.toBytes();
          values.put(path, encoded);
          bytes += encoded.length;
        });
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

  /** Returns the applications that change, by key. */
  Map<String, TouchedApp> touched() {
    Map<String, TouchedApp> touched = LinkedHashMap.newLinkedHashMap(apps.size());
    apps.forEach((app, at) -> touched.put(RegistryKeys.app(app), new TouchedApp(app, at)));
    return touched;
  }

  Collection<RecordWrite> writes() {
    return writes.values();
  }

  /**
   * @param touched as {@link #touched} returns them
   */
  Transaction transaction(Map<String, TouchedApp> touched) {
    Map<String, Long> expected = new LinkedHashMap<>();
    Map<String, Put> puts = new LinkedHashMap<>();
    Set<String> deletes = new HashSet<>();
    writes.forEach((path, write) -> {
      expected.put(path, write.expected());
      write
          .value()
          .ifPresentOrElse(
              value -> puts.put(path, lasting(values.get(path))), () -> deletes.add(path));
    });
    touched.forEach((key, each) -> puts.put(key, lasting(RecordJson.bytes(each.app(), each.at()))));
    return new Transaction(expected, puts, deletes);
  }

  private static Put lasting(byte[] value) {
    return new Put(value, Optional.empty());
  }
}
