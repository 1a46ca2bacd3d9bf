package io.pepper.client;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The notifications of one listener. It gets the newest state on a virtual thread that lives while
 * there is something to report: however fast states change and however slow the listener is,
 * nothing queues up.
 */
final class Listening {
  private static final System.Logger LOG = System.getLogger(Listening.class.getName());

  private final String name;
  private final Consumer<Instances> listener;
  private final Supplier<Instances> state;
  private final AtomicInteger wakes = new AtomicInteger();
  private Instances told = Instances.UNKNOWN;
  private volatile boolean ended;

  Listening(String name, Consumer<Instances> listener, Supplier<Instances> state) {
    this.name = name;
    this.listener = listener;
    this.state = state;
  }

  void wake() {
    if (wakes.getAndIncrement() == 0) {
      Thread.ofVirtual().name("pepper-client-listener").start(this::run);
    }
  }

  void end() {
    ended = true;
  }

  private void run() {
    int seen;
    do {
      seen = wakes.get();
      Instances now = state.get();
      if (!ended && !now.saysTheSameAs(told)) {
        told = now;
        notifyListener(now);
      }
    } while (!wakes.compareAndSet(seen, 0));
  }

  private void notifyListener(Instances now) {
    try {
      listener.accept(now);
    } catch (RuntimeException e) {
      // Edge: a listener that fails must hear of later changes all the same.
      LOG.log(Level.WARNING, "a listener for the instances of " + name + " failed", e);
    }
  }
}
