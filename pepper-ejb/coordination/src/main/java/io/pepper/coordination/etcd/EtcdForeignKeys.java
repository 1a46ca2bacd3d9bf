package io.pepper.coordination.etcd;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.Watch.Watcher;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.DeleteOption;
import io.etcd.jetcd.options.PutOption;
import io.etcd.jetcd.options.WatchOption;
import io.pepper.coordination.Coordination.KeyWatch;
import io.pepper.coordination.Coordination.Lease;
import io.pepper.coordination.CoordinationLimits;
import io.pepper.coordination.CoordinationUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keys of etcd as they are. */
final class EtcdForeignKeys implements ForeignKeys {
  private final EtcdConnection etcd;
  private final Set<EtcdLease> leases = ConcurrentHashMap.newKeySet();

  EtcdForeignKeys(List<String> urls) {
    etcd = new EtcdConnection(urls);
  }

  private static ByteSequence bytes(String text) {
    return ByteSequence.from(text, UTF_8);
  }

  @Override
  public ForeignListing list(String prefix) {
    EtcdRange<ForeignKey> range = EtcdRange.read(etcd, bytes(prefix), EtcdForeignKeys::key);
    return new ForeignListing(range.keys(), range.revision());
  }

  private static ForeignKey key(KeyValue stored) {
    return new ForeignKey(
        stored.getKey().toString(UTF_8),
        stored.getValue().getBytes(),
        stored.getModRevision(),
        stored.getLease());
  }

  @Override
  public boolean put(String key, long revision, byte[] value, long lease) {
    return change(
        key,
        revision,
        Op.put(
            bytes(key), ByteSequence.from(value), PutOption.builder().withLeaseId(lease).build()));
  }

  @Override
  public boolean delete(String key, long revision) {
    return change(key, revision, Op.delete(bytes(key), DeleteOption.DEFAULT));
  }

  private boolean change(String key, long revision, Op change) {
    Cmp unchanged = new Cmp(bytes(key), Cmp.Op.EQUAL, CmpTarget.modRevision(revision));
    return etcd.call(client -> client.getKVClient().txn().If(unchanged).Then(change).commit())
        .isSucceeded();
  }

  @Override
  public Lease grant(Duration timeToLive) {
    EtcdLease lease = EtcdLease.granted(etcd, CoordinationLimits.timeToLive(timeToLive), leases);
    leases.add(lease);
    return lease;
  }

  @Override
  public KeyWatch watch(String prefix, long revision, Signal signal) {
    try {
      Watcher watcher =
          etcd.client()
              .getWatchClient()
              .watch(
                  bytes(prefix),
                  WatchOption.builder()
                      .isPrefix(true)
                      .withRevision(revision)
                      .withRequireLeader(true)
                      .build(),
                  response -> signal.changed(),
                  failure -> signal.ended(Optional.of(failure)),
                  () -> signal.ended(Optional.empty()));
      return watcher::close;
    } catch (RuntimeException e) {
      // Edge: jetcd throws this or that when the client was just replaced and is closed.
      throw new CoordinationUnavailableException("cannot watch " + prefix, e);
    }
  }

  @Override
  public void close() {
    etcd.close();
  }
}
