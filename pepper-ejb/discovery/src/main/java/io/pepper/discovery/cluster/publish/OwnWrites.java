package io.pepper.discovery.cluster.publish;

import io.pepper.coordination.Coordination.Put;
import io.pepper.coordination.Coordination.Transaction;
import io.pepper.discovery.cluster.state.RecordWrite;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The transaction that this node has under way, by which its watch recognises what comes back: what
 * has the same bytes need not be decoded. Safe for the publisher's and the watch's threads.
 */
public final class OwnWrites {
  /** A transaction and what was encoded in it. */
  private record UnderWay(
      Map<String, Put> puts, Map<String, RecordWrite> records, Map<String, TouchedApp> apps) {}

  private volatile UnderWay underWay = new UnderWay(Map.of(), Map.of(), Map.of());

  /** Notes a transaction before it is committed, in the place of the one before. */
  void begin(
      Transaction transaction, Collection<RecordWrite> writes, Map<String, TouchedApp> apps) {
    Map<String, RecordWrite> records = HashMap.newHashMap(writes.size());
    writes.forEach(write -> records.put(write.recordKey().path(), write));
    underWay = new UnderWay(transaction.puts(), records, apps);
  }

  /** Returns the write that gave a key this value; empty if it was none of this node's. */
  public Optional<RecordWrite> record(String key, byte[] value) {
    UnderWay own = underWay;
    return isOwn(own, key, value) ? Optional.ofNullable(own.records.get(key)) : Optional.empty();
  }

  /** Returns the application whose key this node gave this value; empty if it was not this node. */
  public Optional<TouchedApp> app(String key, byte[] value) {
    UnderWay own = underWay;
    return isOwn(own, key, value) ? Optional.ofNullable(own.apps.get(key)) : Optional.empty();
  }

  private static boolean isOwn(UnderWay own, String key, byte[] value) {
    Put put = own.puts.get(key);
    return put != null && Arrays.equals(put.value(), value) && isExact(value);
  }

  /**
   * Returns whether it decodes to what was encoded. Text that has no form in UTF-8 was encoded as
   * question marks, and this node must not know it otherwise than the rest.
   */
  private static boolean isExact(byte[] value) {
    for (byte each : value) {
      if (each == '?') {
        return false;
      }
    }
    return true;
  }
}
