package io.pepper.config.sync;

import io.pepper.concurrent.Threads;
import io.pepper.config.definition.DomainName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The thread that passes changes of domains on, so that those who bring them need not wait for all
 * who hear of them. Of a domain that changes faster than it is passed on, only the newest state is.
 */
public final class ChangeNotifier implements AutoCloseable {
  private static final Logger LOG = System.getLogger(ChangeNotifier.class.getName());

  private final Consumer<DomainName> listener;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<DomainName> waiting = new LinkedHashSet<>();
  private boolean closed;

  /**
   * @param listener called by the one thread, without a lock
   */
  public ChangeNotifier(Consumer<DomainName> listener) {
    this.listener = listener;
  }

  public void start() {
    Threads.virtual("pepper-config-notify").start(this::run);
  }

  /** Notes a change; never waits. */
  public void changed(DomainName domain) {
    lock.lock();
    try {
      waiting.add(domain);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    for (Optional<DomainName> next = next(); next.isPresent(); next = next()) {
      try {
        listener.accept(next.get());
      } catch (RuntimeException e) {
        // Edge: a fault at one domain must not keep the nodes of others from hearing of changes.
        LOG.log(Level.ERROR, "the nodes of " + next.get() + " may not have heard of a change", e);
      }
    }
  }

  private Optional<DomainName> next() {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      if (closed) {
        return Optional.empty();
      }
      DomainName first = waiting.iterator().next();
      waiting.remove(first);
      return Optional.of(first);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }
}
