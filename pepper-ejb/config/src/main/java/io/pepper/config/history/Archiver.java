package io.pepper.config.history;

import io.pepper.concurrent.Threads;
import io.pepper.config.cluster.UnrecordedPublishes;
import io.pepper.config.definition.DomainName;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.database.Database;
import io.pepper.database.DatabaseUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The thread that moves publishes from Coordination to the database: those of this node after a
 * moment, and whatever any node left behind when it has been there for one or two intervals. A
 * failure leaves a publish where it is, for a later attempt of any node; moved twice, it is stored
 * once.
 */
public final class Archiver implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Archiver.class.getName());
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration SWEEP_INTERVAL = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration MAX_PAUSE = Duration.ofSeconds(2);
  private static final int MAX_WAITING = 1000;

  private record UnrecordedVersion(DomainName domain, long version) {}

  private static final UnrecordedVersion END = new UnrecordedVersion(null, 0);

  private final Database database;
  private final UnrecordedPublishes unrecorded;
  private final RevisionRetention retention;
  private final Clock clock;
  private final Duration interval;
  private final BlockingQueue<UnrecordedVersion> own = new LinkedBlockingQueue<>(MAX_WAITING);
  private final Thread thread;

  // Used by the thread only.
  private Set<UnrecordedVersion> seen = Set.of();
  private long nextSearch;
  private long nextSweep;
  private boolean isAway;
  private volatile boolean closed;

  /**
   * @param interval between two searches for what was left behind, such as 5 s
   */
  public Archiver(
      Database database,
      UnrecordedPublishes unrecorded,
      RevisionRetention retention,
      Clock clock,
      Duration interval) {
    this.database = database;
    this.unrecorded = unrecorded;
    this.retention = retention;
    this.clock = clock;
    this.interval = interval;
    // An embedded database computes for long enough to keep a carrier of virtual threads.
    this.thread = Threads.platform("pepper-config-history").unstarted(this::run);
  }

  public void start() {
    nextSearch = System.nanoTime();
    nextSweep = nextSearch + SWEEP_INTERVAL.toNanos();
    thread.start();
  }

  /** Notes that this node made a version; never waits. */
  public void published(DomainName domain, long version) {
    // Without room it is found by the next search.
    own.offer(new UnrecordedVersion(domain, version));
  }

  private void run() {
    try {
      while (!closed) {
        UnrecordedVersion next =
            own.poll(Math.max(0, nextSearch - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (next != null) {
          awaitQuiet(next).forEach(this::archive);
        }
        if (System.nanoTime() - nextSearch >= 0) {
          search();
        }
      }
    } catch (InterruptedException e) {
      // Only at a close that took too long.
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits until no further publish comes for a moment, but not long: the nodes hear of a publish
   * first. Returns those that came.
   */
  private List<UnrecordedVersion> awaitQuiet(UnrecordedVersion first) throws InterruptedException {
    long latest = System.nanoTime() + MAX_PAUSE.toNanos();
    List<UnrecordedVersion> all = new ArrayList<>();
    UnrecordedVersion next = first;
    while (next != null && next != END) {
      all.add(next);
      long left = Math.min(PAUSE.toNanos(), latest - System.nanoTime());
      next = own.poll(left, TimeUnit.NANOSECONDS);
    }
    return all;
  }

  /** Moves what was there at the search before as well. */
  private void search() {
    Set<UnrecordedVersion> there = new HashSet<>();
    unrecorded
        .all()
        .forEach((domain, revisions) ->
            revisions.forEach(
                each -> there.add(new UnrecordedVersion(domain, each.revision().version()))));
    for (UnrecordedVersion each : there) {
      if (closed || (seen.contains(each) && !archive(each))) {
        break;
      }
    }
    seen = there;
    nextSearch = System.nanoTime() + interval.toNanos();
    if (System.nanoTime() - nextSweep >= 0) {
      attempt("old versions", () -> retention.sweep(clock.instant()));
      nextSweep = System.nanoTime() + SWEEP_INTERVAL.toNanos();
    }
  }

  private boolean archive(UnrecordedVersion next) {
    return attempt(
        next.domain() + " " + next.version(),
        () ->
            unrecorded.handOver(
                next.domain(),
                next.version(),
                publish ->
                    database.sql(
                        connection -> RevisionRows.store(connection, next.domain(), publish))));
  }

  /** Returns false if the database or Coordination is away, so that more attempts make no sense. */
  private boolean attempt(String what, Runnable work) {
    try {
      work.run();
      if (isAway) {
        LOG.log(Level.INFO, "versions of configuration are recorded again");
      }
      isAway = false;
      return true;
    } catch (DatabaseUnavailableException | CoordinationUnavailableException e) {
      if (!isAway) {
        LOG.log(
            Level.WARNING, "versions of configuration wait to be recorded: {0}", e.getMessage());
      }
      isAway = true;
      return false;
    } catch (RuntimeException e) {
      // Edge: one that cannot be recorded must not keep those of other domains from it.
      LOG.log(Level.ERROR, "not recorded in the history of configuration: " + what, e);
      return true;
    }
  }

  /** Ends the thread; what is not recorded yet is so by another node, or after the next start. */
  @Override
  public void close() {
    closed = true;
    own.offer(END);
    try {
      if (thread.isAlive() && !thread.join(CLOSE_TIMEOUT)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
