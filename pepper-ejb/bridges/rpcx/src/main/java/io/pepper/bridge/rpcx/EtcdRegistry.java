package io.pepper.bridge.rpcx;

import io.pepper.bridge.ForeignEntries;
import io.pepper.bridge.ForeignEntry;
import io.pepper.bridge.ForeignRegistry;
import io.pepper.bridge.ForeignRegistryUnavailableException;
import io.pepper.bridge.ForeignWatch;
import io.pepper.coordination.Coordination.KeyWatch;
import io.pepper.coordination.Coordination.Lease;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.coordination.etcd.ForeignKeys;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An etcd with other programs' servers. Paths are prefixes of keys, sessions are leases by their
 * decimal numbers. Belongs to the bridge's thread.
 */
final class EtcdRegistry implements ForeignRegistry {
  private final ForeignKeys keys;
  private final Duration timeToLive;
  private Lease lease;

  /**
   * @param timeToLive of this node's session
   */
  EtcdRegistry(List<String> urls, Duration timeToLive) {
    keys = ForeignKeys.of(urls);
    this.timeToLive = timeToLive;
  }

  @Override
  public String session() {
    if (lease == null || !lease.isHeld()) {
      lease = reached(() -> keys.grant(timeToLive));
    }
    return text(lease.id());
  }

  private static String text(long lease) {
    return lease == 0 ? "" : Long.toString(lease);
  }

  private static long lease(String session) {
    return session.isEmpty() ? 0 : Long.parseLong(session);
  }

  @Override
  public ForeignEntries list(String path) {
    ForeignKeys.ForeignListing listing = reached(() -> keys.list(path));
    return new ForeignEntries(
        listing.keys().stream()
            .map(key -> new ForeignEntry(key.key(), key.value(), key.revision(), text(key.lease())))
            .toList(),
        listing.revision());
  }

  @Override
  public ForeignWatch watch(String path, long revision, Runnable signal) {
    LeafWatch watch = new LeafWatch(signal);
    watch.open = reached(() -> keys.watch(path, revision + 1, watch));
    return watch;
  }

  @Override
  public boolean put(String key, long revision, byte[] value, String session) {
    return reached(() -> keys.put(key, revision, value, lease(session)));
  }

  @Override
  public boolean remove(String key, long revision) {
    return reached(() -> keys.delete(key, revision));
  }

  private static <T> T reached(Supplier<T> call) {
    try {
      return call.get();
    } catch (CoordinationUnavailableException e) {
      throw new ForeignRegistryUnavailableException(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    keys.close();
  }

  /** A watch of etcd's, signalled on a thread of its client. */
  private static final class LeafWatch implements ForeignWatch, ForeignKeys.Signal {
    private final Runnable signal;
    private KeyWatch open;
    private volatile boolean ended;

    LeafWatch(Runnable signal) {
      this.signal = signal;
    }

    @Override
    public void changed() {
      signal.run();
    }

    @Override
    public void ended(Optional<Throwable> cause) {
      ended = true;
      signal.run();
    }

    @Override
    public boolean isEnded() {
      return ended;
    }

    @Override
    public void close() {
      ended = true;
      open.close();
    }
  }
}
