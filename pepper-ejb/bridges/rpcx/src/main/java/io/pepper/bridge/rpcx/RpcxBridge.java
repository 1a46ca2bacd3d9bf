package io.pepper.bridge.rpcx;

import io.pepper.concurrent.Threads;
import io.pepper.coordination.Coordination;
import io.pepper.coordination.Coordination.KeyWatch;
import io.pepper.coordination.Coordination.Lease;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.coordination.etcd.ForeignKeys;
import io.pepper.coordination.etcd.ForeignKeys.ForeignListing;
import io.pepper.coordination.membership.LeaderElection;
import io.pepper.discovery.Registry;
import io.pepper.discovery.instance.AppKey;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The exchange between the registry and rpcx's, on the one node that is elected. On a virtual
 * thread of its own: it compares everything when a watch reports a change, when an application of
 * ours changed, and every half minute in any case.
 */
final class RpcxBridge implements AutoCloseable {
  private static final Logger LOG = System.getLogger(RpcxBridge.class.getName());

  /** The key of the node that exchanges. */
  private static final String ELECTION = "rpcx/node";

  private static final Duration TICK = Duration.ofMillis(500);
  private static final Duration RECONCILE = Duration.ofSeconds(30);
  private static final Duration GATHERING = Duration.ofMillis(100);

  private final RpcxSettings settings;
  private final Registry registry;
  private final LeaderElection election;
  private final ForeignKeys keys;
  private final RpcxSync sync;
  private final Semaphore signals = new Semaphore(0);
  private final Map<String, BaseWatch> watches = new HashMap<>();
  private final Thread thread = Threads.virtual("pepper-rpcx").unstarted(this::run);
  private Lease lease;
  private Map<AppKey, Long> seen = Map.of();
  private long watching;
  private boolean isSignalled;
  private volatile boolean watchEnded = true;
  private volatile boolean closed;

  RpcxBridge(RpcxSettings settings, Registry registry, Coordination coordination, String node) {
    this.settings = settings;
    this.registry = registry;
    election = new LeaderElection(coordination, ELECTION, node, settings.term());
    keys = ForeignKeys.of(settings.etcd());
    sync = new RpcxSync(settings, registry, keys);
  }

  void start() {
    thread.start();
  }

  private void run() {
    boolean wasAway = false;
    while (!closed) {
      try {
        if (election.stand()) {
          syncIfNeeded();
        } else {
          stopWatching();
        }
        wasAway = false;
        waitForSignal();
      } catch (CoordinationUnavailableException e) {
        if (!wasAway && !closed) {
          LOG.log(Level.WARNING, "nothing is exchanged with rpcx for now: {0}", e.getMessage());
        }
        wasAway = true;
        watchEnded = true;
        pause();
      } catch (RuntimeException e) {
        // Edge: a round that fails must not end the bridge; the next one compares everything.
        LOG.log(Level.ERROR, "a round with rpcx failed and is tried again", e);
        watchEnded = true;
        pause();
      }
    }
    stopWatching();
  }

  private void waitForSignal() {
    try {
      if (signals.tryAcquire(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
        // Servers rewrite their leaves all the time: one round for many.
        TimeUnit.MILLISECONDS.sleep(GATHERING.toMillis());
        signals.drainPermits();
        isSignalled = true;
      }
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  private void pause() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  private void syncIfNeeded() {
    Map<AppKey, Long> now = versions();
    boolean again = watchEnded || System.nanoTime() - watching > RECONCILE.toNanos();
    boolean holds = lease != null && lease.isHeld();
    if (holds && !isSignalled && !again && now.equals(seen)) {
      return;
    }
    if (!holds) {
      lease = keys.grant(settings.lease());
    }
    if (again) {
      watching = System.nanoTime();
      watchEnded = false;
    }
    for (String base : settings.environments().keySet()) {
      ForeignListing listing = keys.list(base + "/");
      if (again) {
        // jetcd's watches can stop without a word: a new one every now and then.
        watch(base, listing.revision() + 1);
      }
      sync.round(base, listing, lease.id(), election::isLeader);
    }
    isSignalled = false;
    seen = now;
  }

  private void watch(String base, long revision) {
    BaseWatch old = watches.remove(base);
    if (old != null) {
      old.close();
    }
    BaseWatch watch = new BaseWatch();
    watch.open(base + "/", revision);
    watches.put(base, watch);
  }

  private void stopWatching() {
    watches.values().forEach(BaseWatch::close);
    watches.clear();
    watchEnded = true;
  }

  /** The watch of one base path, which signals changes until it is closed. */
  private final class BaseWatch implements ForeignKeys.Signal {
    private KeyWatch watch;
    private volatile boolean done;

    void open(String prefix, long revision) {
      watch = keys.watch(prefix, revision, this);
    }

    @Override
    public void changed() {
      signals.release();
    }

    @Override
    public void ended(Optional<Throwable> cause) {
      if (!done) {
        watchEnded = true;
        signals.release();
      }
    }

    void close() {
      done = true;
      watch.close();
    }
  }

  private Map<AppKey, Long> versions() {
    Map<AppKey, Long> versions = new HashMap<>();
    registry.applications().forEach(app -> versions.put(app.key(), app.changed()));
    return versions;
  }

  /** Ends it; another node takes over at once. What it published stays until its lease ends. */
  @Override
  public void close() {
    closed = true;
    signals.release();
    try {
      thread.join(Duration.ofSeconds(10));
      election.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (CoordinationUnavailableException e) {
      LOG.log(Level.DEBUG, "the election is left to expire", e);
    } finally {
      keys.close();
    }
  }
}
