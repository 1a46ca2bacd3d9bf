package io.pepper.coordination.embedded;

import io.pepper.concurrent.Threads;
import io.pepper.coordination.ChangeQueue;
import io.pepper.coordination.Coordination.Changes;
import io.pepper.coordination.Coordination.KeyWatch;
import io.pepper.coordination.WatchReconciler;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/** A watch of the embedded adapter: runs on a virtual thread of its own until closed. */
final class EmbeddedWatch implements KeyWatch {
  private static final Duration IDLE = Duration.ofHours(1);

  private final String prefix;
  private final WatchReconciler follower;
  private final KeySpace keys;
  private final Set<EmbeddedWatch> open;
  private volatile ChangeQueue changes = new ChangeQueue();
  private volatile boolean closed;

  private EmbeddedWatch(
      String prefix, Consumer<Changes> listener, KeySpace keys, Set<EmbeddedWatch> open) {
    this.prefix = prefix;
    this.follower = new WatchReconciler(prefix, news -> pass(listener, news));
    this.keys = keys;
    this.open = open;
  }

  /**
   * @param open receives the watch while it is open
   */
  static EmbeddedWatch start(
      String prefix, Consumer<Changes> listener, KeySpace keys, Set<EmbeddedWatch> open) {
    EmbeddedWatch watch = new EmbeddedWatch(prefix, listener, keys, open);
    open.add(watch);
    Threads.virtual("pepper-watch-" + prefix).start(watch::follow);
    return watch;
  }

  void offer(Changes news) {
    if (news.changes().stream().anyMatch(change -> change.key().startsWith(prefix))) {
      changes.add(news);
    }
  }

  private void pass(Consumer<Changes> listener, Changes news) {
    if (!closed) {
      listener.accept(news);
    }
  }

  private void follow() {
    try {
      while (!closed) {
        // First the queue, then the list: a change may be in both, and is told once.
        changes = new ChangeQueue();
        follower.list(keys.list(prefix));
        while (!closed && !changes.isBroken()) {
          changes.next(IDLE).ifPresent(follower::change);
        }
      }
    } catch (InterruptedException e) {
      // Only a JVM that ends interrupts this thread.
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    open.remove(this);
    changes.breakOff();
  }
}
