package io.pepper.coordination.etcd;

import io.etcd.jetcd.Watch.Watcher;
import io.etcd.jetcd.options.WatchOption;
import io.pepper.concurrent.Backoff;
import io.pepper.concurrent.PeriodicTask;
import io.pepper.concurrent.Threads;
import io.pepper.coordination.ChangeQueue;
import io.pepper.coordination.Coordination.Changes;
import io.pepper.coordination.Coordination.KeyWatch;
import io.pepper.coordination.Coordination.Listing;
import io.pepper.coordination.CoordinationUnavailableException;
import io.pepper.coordination.WatchReconciler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A watch of etcd: lists, watches from the revision after, and starts over whenever that ends, for
 * whatever reason: compaction, a lost connection, a listener that is too slow. jetcd's watches can
 * also stop without a word, so it starts over every now and then in any case. Runs on a virtual
 * thread of its own; etcd's threads only hand changes over.
 */
final class EtcdWatch implements KeyWatch {
  private static final Logger LOG = System.getLogger(EtcdWatch.class.getName());
  private static final Backoff RETRY = new Backoff(Duration.ofMillis(100), Duration.ofMillis(200));

  private final EtcdConnection etcd;
  private final Function<String, Listing> list;
  private final String prefix;
  private final WatchReconciler follower;
  private final Duration reconcile;
  private final Set<EtcdWatch> open;
  private final PeriodicTask task;
  private Duration pause = Duration.ZERO;
  private volatile ChangeQueue changes = new ChangeQueue();

  private EtcdWatch(
      EtcdConnection etcd,
      Function<String, Listing> list,
      String prefix,
      Consumer<Changes> listener,
      Duration reconcile,
      Set<EtcdWatch> open) {
    this.etcd = etcd;
    this.list = list;
    this.prefix = prefix;
    this.follower = new WatchReconciler(prefix, news -> pass(listener, news));
    this.reconcile = reconcile;
    this.open = open;
    this.task =
        PeriodicTask.of(Threads.virtual("pepper-watch-" + prefix), Duration.ZERO, this::follow);
  }

  /**
   * Starts a watch.
   *
   * @param reconcile how long to trust one watch
   * @param open receives the watch while it is open
   */
  static EtcdWatch start(
      EtcdConnection etcd,
      Function<String, Listing> list,
      String prefix,
      Consumer<Changes> listener,
      Duration reconcile,
      Set<EtcdWatch> open) {
    EtcdWatch watch = new EtcdWatch(etcd, list, prefix, listener, reconcile, open);
    open.add(watch);
    watch.task.start();
    return watch;
  }

  private boolean isClosed() {
    return task.isEnding();
  }

  private void pass(Consumer<Changes> listener, Changes news) {
    if (!isClosed()) {
      listener.accept(news);
    }
  }

  private Duration follow() throws InterruptedException {
    pause = followOnce() ? Duration.ZERO : longerPause();
    return pause;
  }

  private Duration longerPause() {
    if (pause.isZero()) {
      LOG.log(Level.WARNING, "the watch of {0} was lost and starts over", prefix);
    }
    return RETRY.after(pause);
  }

  /** Returns false when it ended before its time. */
  @SuppressWarnings("try") // the watcher fills the queue by itself
  private boolean followOnce() throws InterruptedException {
    ChangeQueue queue = new ChangeQueue();
    changes = queue;
    long end = System.nanoTime() + reconcile.toNanos();
    try {
      Listing listing = list.apply(prefix);
      follower.list(listing);
      try (Watcher watcher = watchFrom(listing.revision() + 1, queue)) {
        while (!isClosed() && !queue.isBroken() && System.nanoTime() < end) {
          queue.next(Duration.ofNanos(end - System.nanoTime())).ifPresent(follower::change);
        }
        return !queue.isBroken();
      }
    } catch (CoordinationUnavailableException e) {
      LOG.log(Level.DEBUG, "cannot watch " + prefix, e);
      return false;
    }
  }

  private Watcher watchFrom(long revision, ChangeQueue queue) {
    try {
      return etcd.client()
          .getWatchClient()
          .watch(
              EtcdKeys.stored(prefix),
              WatchOption.builder()
                  .isPrefix(true)
                  .withRevision(revision)
                  .withRequireLeader(true)
                  .build(),
              response -> EtcdKeys.changes(response).forEach(queue::add),
              failure -> queue.breakOff(),
              queue::breakOff);
    } catch (RuntimeException e) {
      // Edge: jetcd throws this or that when the client was just replaced and is closed.
      throw new CoordinationUnavailableException("cannot watch " + prefix, e);
    }
  }

  @Override
  public void close() {
    task.end();
    open.remove(this);
    changes.breakOff();
  }
}
