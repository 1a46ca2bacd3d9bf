package io.pepper.web.poll;

import io.pepper.concurrent.Threads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Consumer;

/**
 * The watch over the connections of parked polls, which notices that a caller disconnects: the
 * server reads nothing from a connection while a request is under way, and so does not. Here a
 * socket that can be read means that the caller is gone, or has sent the next request before it had
 * its reply; both end the poll. Nothing is read. Safe for any number of threads; one thread
 * watches.
 */
final class DisconnectDetector<T> implements AutoCloseable {
  private static final Logger LOG = System.getLogger(DisconnectDetector.class.getName());

  /**
   * The interval at which registrations reach the operating system, in milliseconds; nothing wakes
   * the thread in between.
   */
  private static final long ROUND_MS = 250;

  /** The same while no socket is known: the first one wakes the thread. */
  private static final long IDLE_MS = 60_000;

  /** A parked poll and the state of its socket. */
  private static final class Watched<T> {
    private final T poll;
    private boolean isSuspect;

    Watched(T poll) {
      this.poll = poll;
    }
  }

  private final Selector selector;
  private final Consumer<T> ended;
  private volatile boolean isIdle;

  /**
   * @param ended called with each poll whose caller is gone; must be quick
   */
  DisconnectDetector(Consumer<T> ended) {
    this.ended = ended;
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException("no sockets can be watched", e);
    }
  }

  void open() {
    Threads.platform("pepper-polls-disconnects").start(this::watch);
  }

  /**
   * Watches until the result is run. The socket stays known in between: it may not be registered
   * again before the thread has forgotten it.
   */
  Runnable watch(SelectableChannel socket, T poll) {
    try {
      Watched<T> watched = new Watched<>(poll);
      SelectionKey key = socket.register(selector, SelectionKey.OP_READ, watched);
      if (isIdle) {
        selector.wakeup();
      }
      return () -> release(key, watched);
    } catch (ClosedChannelException e) {
      ended.accept(poll);
    } catch (RuntimeException e) {
      // Edge: a socket of the server that cannot be watched is polled all the same.
      LOG.log(Level.DEBUG, "a poll cannot be watched: {0}", e.toString());
    }
    return () -> {};
  }

  /** Ends a watch; before the reply, so that the next poll of the connection has not come yet. */
  private static void release(SelectionKey key, Watched<?> watched) {
    if (key.attachment() == watched) {
      key.attach(null);
      rest(key);
    }
  }

  private static void rest(SelectionKey key) {
    try {
      key.interestOps(0);
    } catch (CancelledKeyException e) {
      LOG.log(Level.TRACE, "the connection is closed already");
    }
  }

  private void watch() {
    try {
      while (selector.isOpen()) {
        selectOnce();
      }
    } catch (ClosedSelectorException e) {
      LOG.log(Level.TRACE, "the watch has ended");
    } catch (IOException e) {
      LOG.log(Level.WARNING, "callers that hang up are no longer noticed", e);
    }
  }

  /** Selects once, and waits for something to happen, but not long. */
  void selectOnce() throws IOException {
    isIdle = selector.keys().isEmpty();
    selector.select(this::readable, isIdle ? IDLE_MS : ROUND_MS);
  }

  /**
   * Handles a socket that can be read. The first time, it may be the bytes of the poll's own
   * request that the selector saw before the server read them: only what can be read the next time,
   * too, came after it.
   */
  @SuppressWarnings("unchecked") // only watch() attaches anything
  private void readable(SelectionKey key) {
    Watched<T> watched = (Watched<T>) key.attachment();
    if (watched == null) {
      rest(key);
    } else if (watched.isSuspect) {
      rest(key);
      ended.accept(watched.poll);
    } else {
      watched.isSuspect = true;
    }
  }

  @Override
  public void close() {
    try {
      selector.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the watch did not end in order", e);
    }
  }
}
