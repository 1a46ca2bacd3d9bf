package io.pepper.coordination.etcd;

import io.etcd.jetcd.lease.LeaseGrantResponse;
import io.pepper.concurrent.PeriodicTask;
import io.pepper.concurrent.Threads;
import io.pepper.coordination.Coordination.Lease;
import io.pepper.coordination.CoordinationUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A lease in etcd, renewed by a virtual thread of its own. Not by jetcd's keep-alive stream, which
 * can end without telling anybody: each renewal here is a call with an answer, and whether the
 * lease is held depends only on this node's monotonic clock: the time to live counts from the
 * moment the last renewal that succeeded was sent, less a margin for clocks that run differently.
 * Once lost, it stays lost.
 */
final class EtcdLease implements Lease {
  private static final Logger LOG = System.getLogger(EtcdLease.class.getName());
  private static final Duration MIN_MARGIN = Duration.ofMillis(500);

  private final EtcdConnection etcd;
  private final long id;
  private final Duration timeToLive;
  private final Set<EtcdLease> open;
  private final PeriodicTask renewal;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile long heldUntil;
  private volatile boolean lost;

  private EtcdLease(
      EtcdConnection etcd, long id, Duration timeToLive, long sent, Set<EtcdLease> open) {
    this.etcd = etcd;
    this.id = id;
    this.timeToLive = timeToLive;
    this.open = open;
    this.heldUntil = sent + timeToLive.minus(margin(timeToLive)).toNanos();
    this.renewal =
        PeriodicTask.of(
            Threads.virtual("pepper-lease-" + Long.toHexString(id)),
            timeToLive.dividedBy(3),
            this::keepAlive);
  }

  private static Duration margin(Duration timeToLive) {
    Duration tenth = timeToLive.dividedBy(10);
    return tenth.compareTo(MIN_MARGIN) > 0 ? tenth : MIN_MARGIN;
  }

  static EtcdLease granted(EtcdConnection etcd, Duration timeToLive, Set<EtcdLease> open) {
    long sent = System.nanoTime();
    // etcd counts in whole seconds.
    Duration asked = Duration.ofSeconds(timeToLive.plusMillis(999).toSeconds());
    LeaseGrantResponse granted =
        etcd.call(client -> client.getLeaseClient().grant(asked.toSeconds()));
    EtcdLease lease =
        new EtcdLease(etcd, granted.getID(), Duration.ofSeconds(granted.getTTL()), sent, open);
    lease.renewal.start();
    return lease;
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public boolean isHeld() {
    return !lost && !closed.get() && System.nanoTime() - heldUntil < 0;
  }

  private Duration keepAlive() {
    if (!isHeld()) {
      lose("it was not renewed in time");
      renewal.end();
      return Duration.ZERO;
    }
    // After a failure soon again: until the deadline every try counts.
    return renewed() ? timeToLive.dividedBy(3) : timeToLive.dividedBy(20);
  }

  private boolean renewed() {
    long sent = System.nanoTime();
    try {
      long seconds = etcd.call(client -> client.getLeaseClient().keepAliveOnce(id)).getTTL();
      Duration left = Duration.ofSeconds(seconds);
      // An answer that came after the deadline does not bring the lease back: others may have
      // acted on its end.
      if (seconds <= 0 || !isHeld()) {
        lose("it had expired");
        return false;
      }
      heldUntil = sent + left.minus(margin(left)).toNanos();
      return true;
    } catch (CoordinationUnavailableException e) {
      if (EtcdConnection.saysNotFound(e)) {
        lose("etcd does not know it any more");
      }
      return false;
    }
  }

  private void lose(String why) {
    if (!closed.get() && !lost) {
      LOG.log(Level.WARNING, "lease {0} is lost: {1}", Long.toHexString(id), why);
    }
    lost = true;
    open.remove(this);
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    renewal.end();
    open.remove(this);
    try {
      etcd.call(client -> client.getLeaseClient().revoke(id));
    } catch (CoordinationUnavailableException e) {
      if (!EtcdConnection.saysNotFound(e)) {
        // It is renewed no more and ends by itself.
        LOG.log(Level.INFO, "lease " + Long.toHexString(id) + " is left to expire", e);
      }
    }
  }
}
