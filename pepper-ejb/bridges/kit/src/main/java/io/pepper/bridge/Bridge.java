package io.pepper.bridge;

import io.pepper.concurrent.Backoff;
import io.pepper.concurrent.Threads;
import io.pepper.coordination.Coordination;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.coordination.membership.LeaderElection;
import io.pepper.discovery.Registry;
import io.pepper.discovery.instance.AppKey;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The exchange between the registry and a foreign one, on the one node that is elected. On a
 * virtual thread of its own: it compares everything when a watch reports a change, when an
 * application of ours changed, and every half minute in any case. A store that is away is asked
 * again with growing pauses, and compared as a whole when it is back; what is shown of it stays
 * meanwhile.
 */
public final class Bridge implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Bridge.class.getName());
  private static final Duration TICK = Duration.ofMillis(500);
  private static final Duration RECONCILE = Duration.ofSeconds(30);
  private static final Duration DEBOUNCE = Duration.ofMillis(100);
  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(4));

  private final BridgeTerms terms;
  private final Registry registry;
  private final ForeignRegistry foreign;
  private final LeaderElection election;
  private final List<Reconciler> reconcilers;
  private final Thread thread;
  private final Semaphore signals = new Semaphore(0);
  private final CountDownLatch ending = new CountDownLatch(1);
  private final Map<String, ForeignWatch> watches = new HashMap<>();
  private Map<AppKey, Long> seen = Map.of();
  private String session = "";
  private Duration pause = Duration.ZERO;
  private boolean isSignalled;
  private boolean isWatching;
  private long watchedSince;

  /**
   * @param foreign the store, which the bridge closes
   * @param mappings of its paths, none inside another
   */
  public Bridge(
      BridgeTerms terms,
      Registry registry,
      Coordination coordination,
      ForeignRegistry foreign,
      List<EntryMapping> mappings) {
    this.terms = terms;
    this.registry = registry;
    this.foreign = foreign;
    election = new LeaderElection(coordination, terms.name() + "/node", terms.node(), terms.term());
    reconcilers =
        mappings.stream()
            .map(mapping -> new Reconciler(terms, registry, foreign, mapping, election::isLeader))
            .toList();
    thread = Threads.virtual("pepper-bridge-" + terms.name()).unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  private boolean isEnding() {
    return ending.getCount() == 0;
  }

  private void run() {
    try {
      while (!isEnding()) {
        runOnce();
      }
    } catch (InterruptedException e) {
      // Only a JVM that ends interrupts this thread.
      Thread.currentThread().interrupt();
    }
    stopWatching();
  }

  private void runOnce() throws InterruptedException {
    try {
      if (election.stand()) {
        compareIfNeeded();
      } else {
        stopWatching();
      }
      pause = Duration.ZERO;
      waitForSignal();
    } catch (CoordinationUnavailableException | ForeignRegistryUnavailableException e) {
      if (pause.isZero() && !isEnding()) {
        LOG.log(
            Level.WARNING,
            "nothing is exchanged with {0} for now: {1}",
            terms.name(),
            e.getMessage());
      }
      waitAfterFailure();
    } catch (RuntimeException e) {
      // Edge: a round that fails must not end the bridge; the next one compares everything.
      LOG.log(Level.ERROR, "a round with " + terms.name() + " failed and is tried again", e);
      waitAfterFailure();
    }
  }

  private void waitForSignal() throws InterruptedException {
    if (signals.tryAcquire(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
      // Servers rewrite their entries all the time: one round for many.
      TimeUnit.MILLISECONDS.sleep(DEBOUNCE.toMillis());
      signals.drainPermits();
      isSignalled = true;
    }
  }

  private void waitAfterFailure() throws InterruptedException {
    isWatching = false;
    pause = BACKOFF.after(pause);
    ending.await(pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void compareIfNeeded() {
    Map<AppKey, Long> now = versions();
    String current = foreign.session();
    boolean watchAgain = !isWatching || isWatchOver();
    if (current.equals(session) && !isSignalled && !watchAgain && now.equals(seen)) {
      return;
    }
    session = current;
    if (watchAgain) {
      watchedSince = System.nanoTime();
    }
    for (Reconciler reconciler : reconcilers) {
      ForeignEntries listing = foreign.list(reconciler.path());
      if (watchAgain) {
        watch(reconciler.path(), listing.revision());
      }
      reconciler.round(listing, current);
    }
    isWatching = true;
    isSignalled = false;
    seen = now;
  }

  /** Returns whether new watches are needed: they can also stop without a word. */
  private boolean isWatchOver() {
    return System.nanoTime() - watchedSince > RECONCILE.toNanos()
        || watches.values().stream().anyMatch(ForeignWatch::isEnded);
  }

  private void watch(String path, long revision) {
    ForeignWatch old = watches.remove(path);
    if (old != null) {
      old.close();
    }
    watches.put(path, foreign.watch(path, revision, signals::release));
  }

  private void stopWatching() {
    watches.values().forEach(ForeignWatch::close);
    watches.clear();
    isWatching = false;
  }

  private Map<AppKey, Long> versions() {
    Map<AppKey, Long> versions = new HashMap<>();
    registry.applications().forEach(app -> versions.put(app.key(), app.changed()));
    return versions;
  }

  /** Ends it; another node takes over at once. What it published stays until its session ends. */
  @Override
  public void close() {
    ending.countDown();
    signals.release();
    try {
      thread.join(Duration.ofSeconds(10));
      election.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (CoordinationUnavailableException e) {
      LOG.log(Level.DEBUG, "the election is left to expire", e);
    } finally {
      foreign.close();
    }
  }
}
