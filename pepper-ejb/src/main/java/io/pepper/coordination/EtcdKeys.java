package io.pepper.coordination;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.watch.WatchEvent;
import io.pepper.coordination.Coordination.Change;
import io.pepper.coordination.Coordination.Entry;
import java.util.Optional;

/** How Pepper's keys look in etcd: all of them begin with {@code /pepper/}. */
final class EtcdKeys {
  private static final String PREFIX = "/pepper/";

  private EtcdKeys() {}

  static ByteSequence stored(String key) {
    return ByteSequence.from(PREFIX + key, UTF_8);
  }

  static Entry entry(KeyValue stored) {
    return new Entry(key(stored), stored.getValue().getBytes(), stored.getModRevision());
  }

  static Change change(WatchEvent event) {
    KeyValue stored = event.getKeyValue();
    Optional<byte[]> value =
        event.getEventType() == WatchEvent.EventType.PUT
            ? Optional.of(stored.getValue().getBytes())
            : Optional.empty();
    return new Change(key(stored), value, stored.getModRevision());
  }

  private static String key(KeyValue stored) {
    return stored.getKey().toString(UTF_8).substring(PREFIX.length());
  }
}
