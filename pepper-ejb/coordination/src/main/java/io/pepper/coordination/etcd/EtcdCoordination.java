package io.pepper.coordination.etcd;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.Op;
import io.pepper.coordination.Coordination;
import io.pepper.coordination.CoordinationLimits;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.coordination.LeaseEndedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Coordination by etcd 3.4 or newer. Reads are linearizable. Nothing that changes a key is sent
 * twice: after {@link CoordinationUnavailableException} the caller reads again and decides.
 */
public final class EtcdCoordination implements Coordination {
  private final EtcdConnection etcd;
  private final Duration reconcile;
  private final Set<EtcdWatch> watches = ConcurrentHashMap.newKeySet();
  private final Set<EtcdLease> leases = ConcurrentHashMap.newKeySet();

  /**
   * @param urls such as {@code http://host:2379}
   * @param reconcile how often each watch compares with a fresh list
   */
  public EtcdCoordination(List<String> urls, Duration reconcile) {
    this.etcd = new EtcdConnection(urls);
    this.reconcile = reconcile;
  }

  @Override
  public Optional<Entry> get(String key) {
    ByteSequence stored = EtcdKeys.stored(CoordinationLimits.key(key));
    return etcd.call(client -> client.getKVClient().get(stored)).getKvs().stream()
        .findFirst()
        .map(EtcdKeys::entry);
  }

  @Override
  public Listing list(String prefix) {
    long asked = System.nanoTime();
    EtcdRange<Entry> range = EtcdRange.read(etcd, EtcdKeys.stored(prefix), EtcdKeys::entry);
    return new Listing(range.keys(), range.revision(), asked);
  }

  @Override
  public long put(String key, byte[] value) {
    ByteSequence stored = EtcdKeys.stored(CoordinationLimits.key(key));
    ByteSequence bytes = ByteSequence.from(CoordinationLimits.value(key, value));
    return etcd.call(client -> client.getKVClient().put(stored, bytes)).getHeader().getRevision();
  }

  @Override
  public Optional<Long> commit(Transaction transaction) {
    CoordinationLimits.transaction(transaction);
    Cmp[] conditions = EtcdKeys.conditions(transaction);
    Op[] changes = EtcdKeys.changes(transaction);
    try {
      TxnResponse answer =
          etcd.call(client -> client.getKVClient().txn().If(conditions).Then(changes).commit());
      return answer.isSucceeded()
          ? Optional.of(answer.getHeader().getRevision())
          : Optional.empty();
    } catch (CoordinationUnavailableException e) {
      if (EtcdConnection.saysNotFound(e)) {
        throw new LeaseEndedException(transaction.leases(), e);
      }
      throw e;
    }
  }

  @Override
  public boolean delete(String key) {
    ByteSequence stored = EtcdKeys.stored(CoordinationLimits.key(key));
    return etcd.call(client -> client.getKVClient().delete(stored)).getDeleted() > 0;
  }

  @Override
  public Lease grant(Duration timeToLive) {
    EtcdLease lease = EtcdLease.granted(etcd, CoordinationLimits.timeToLive(timeToLive), leases);
    leases.add(lease);
    return lease;
  }

  @Override
  public KeyWatch follow(String prefix, Consumer<Changes> listener) {
    return EtcdWatch.start(etcd, this::list, prefix, listener, reconcile, watches);
  }

  @Override
  public String describe() {
    return "etcd at " + String.join(",", etcd.urls()) + ", as durable as that etcd";
  }

  @Override
  public void check() {
    // A linearizable read: needs a leader.
    etcd.call(client -> client.getKVClient().get(EtcdKeys.stored("check")));
  }

  /** Ends all watches and revokes all leases, then disconnects. */
  @Override
  public void close() {
    List.copyOf(watches).forEach(EtcdWatch::close);
    List.copyOf(leases).forEach(EtcdLease::close);
    etcd.close();
  }
}
