package io.pepper.coordination.etcd;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.DeleteOption;
import io.etcd.jetcd.options.PutOption;
import io.etcd.jetcd.watch.WatchEvent;
import io.etcd.jetcd.watch.WatchResponse;
import io.pepper.coordination.ByRevision;
import io.pepper.coordination.Coordination.Change;
import io.pepper.coordination.Coordination.Changes;
import io.pepper.coordination.Coordination.Entry;
import io.pepper.coordination.Coordination.Lease;
import io.pepper.coordination.Coordination.Put;
import io.pepper.coordination.Coordination.Transaction;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The form of Pepper's keys in etcd: all of them begin with {@code /pepper/}. */
final class EtcdKeys {
  private static final String PREFIX = "/pepper/";

  private EtcdKeys() {}

  static ByteSequence stored(String key) {
    return ByteSequence.from(PREFIX + key, UTF_8);
  }

  static Entry entry(KeyValue stored) {
    return new Entry(key(stored), stored.getValue().getBytes(), stored.getModRevision());
  }

  /** Returns the changes by revision. Without fragments etcd never divides a revision. */
  static List<Changes> changes(WatchResponse response) {
    return ByRevision.of(response.getEvents().stream().map(EtcdKeys::change).toList());
  }

  private static Change change(WatchEvent event) {
    KeyValue stored = event.getKeyValue();
    Optional<byte[]> value =
        event.getEventType() == WatchEvent.EventType.PUT
            ? Optional.of(stored.getValue().getBytes())
            : Optional.empty();
    return new Change(key(stored), value, stored.getModRevision());
  }

  static Cmp[] conditions(Transaction transaction) {
    // etcd, too, takes an absent key for one that was changed at revision 0.
    return transaction.expected().entrySet().stream()
        .map(condition ->
            new Cmp(
                stored(condition.getKey()),
                Cmp.Op.EQUAL,
                CmpTarget.modRevision(condition.getValue())))
        .toArray(Cmp[]::new);
  }

  static Op[] changes(Transaction transaction) {
    return Stream.concat(
            transaction.puts().entrySet().stream().map(put -> put(put.getKey(), put.getValue())),
            transaction.deletes().stream().map(key -> Op.delete(stored(key), DeleteOption.DEFAULT)))
        .toArray(Op[]::new);
  }

  private static Op put(String key, Put put) {
    long lease = put.lease().map(Lease::id).orElse(0L);
    return Op.put(
        stored(key),
        ByteSequence.from(put.value()),
        PutOption.builder().withLeaseId(lease).build());
  }

  private static String key(KeyValue stored) {
    return stored.getKey().toString(UTF_8).substring(PREFIX.length());
  }
}
