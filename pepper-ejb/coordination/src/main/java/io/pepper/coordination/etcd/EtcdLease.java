package io.pepper.coordination.etcd;

import io.etcd.jetcd.lease.LeaseGrantResponse;
import io.pepper.coordination.Coordination.Lease;
import io.pepper.coordination.CoordinationUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A lease in etcd, renewed by a virtual thread of its own. Not by jetcd's keep-alive stream, which
 * can end without telling anybody: each renewal here is a call with an answer, and whether the
 * lease is held depends only on this node's monotonic clock: the time to live counts from the
 * moment the last renewal that succeeded was sent, less a margin for clocks that run differently.
 * Once lost, it stays lost.
 */
final class EtcdLease implements Lease {
  private static final Logger LOG = System.getLogger(EtcdLease.class.getName());
  private static final Duration LEAST_MARGIN = Duration.ofMillis(500);

  private final EtcdConnection etcd;
  private final long id;
  private final Duration timeToLive;
  private final Set<EtcdLease> open;
  private final CountDownLatch ending = new CountDownLatch(1);
  private volatile long heldUntil;
  private volatile boolean lost;

  private EtcdLease(
      EtcdConnection etcd, long id, Duration timeToLive, long sent, Set<EtcdLease> open) {
    this.etcd = etcd;
    this.id = id;
    this.timeToLive = timeToLive;
    this.open = open;
    this.heldUntil = sent + timeToLive.minus(margin(timeToLive)).toNanos();
  }

  private static Duration margin(Duration timeToLive) {
    Duration tenth = timeToLive.dividedBy(10);
    return tenth.compareTo(LEAST_MARGIN) > 0 ? tenth : LEAST_MARGIN;
  }

  static EtcdLease granted(EtcdConnection etcd, Duration timeToLive, Set<EtcdLease> open) {
    long sent = System.nanoTime();
    // etcd counts in whole seconds.
    Duration asked = Duration.ofSeconds(timeToLive.plusMillis(999).toSeconds());
    LeaseGrantResponse granted =
        etcd.call(client -> client.getLeaseClient().grant(asked.toSeconds()));
    EtcdLease lease =
        new EtcdLease(etcd, granted.getID(), Duration.ofSeconds(granted.getTTL()), sent, open);
    Thread.ofVirtual().name("pepper-lease-" + Long.toHexString(lease.id)).start(lease::keepAlive);
    return lease;
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public boolean isHeld() {
    return !lost && ending.getCount() > 0 && System.nanoTime() - heldUntil < 0;
  }

  private void keepAlive() {
    try {
      Duration pause = timeToLive.dividedBy(3);
      while (!ending.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        if (!isHeld()) {
          lose("it was not renewed in time");
          return;
        }
        // After a failure soon again: until the deadline every try counts.
        pause = renewed() ? timeToLive.dividedBy(3) : timeToLive.dividedBy(20);
      }
    } catch (InterruptedException e) {
      // Only a JVM that ends interrupts this thread.
      Thread.currentThread().interrupt();
    }
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
    if (ending.getCount() > 0 && !lost) {
      LOG.log(Level.WARNING, "lease {0} is lost: {1}", Long.toHexString(id), why);
    }
    lost = true;
    open.remove(this);
  }

  @Override
  public void close() {
    if (ending.getCount() == 0) {
      return;
    }
    ending.countDown();
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
