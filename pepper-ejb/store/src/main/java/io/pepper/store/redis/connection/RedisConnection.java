package io.pepper.store.redis.connection;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateAdapter;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.protocol.RedisCommand;
import io.pepper.concurrent.Threads;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One connection to Redis that is made anew when it breaks or hangs. Commands fail at once while
 * there is none, and are never sent a second time: only their callers know what repeating means.
 *
 * <p>Connecting waits on a virtual thread of its own, {@code pepper-redis-reconnect}.
 */
public final class RedisConnection<C extends StatefulConnection<byte[], byte[]>>
    implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RedisConnection.class.getName());
  private static final Duration RECONNECT_INTERVAL = Duration.ofMillis(250);

  private final Supplier<C> connect;
  private final boolean reconnectsItself;
  private final AtomicBoolean replacing = new AtomicBoolean();
  private volatile C connection;
  private volatile Consumer<C> onConnected = fresh -> {};
  private volatile boolean closed;

  /**
   * Connects; blocks until then.
   *
   * @param connect blocks until connected
   * @param reconnectsItself true if Lettuce restores the connection by itself, as to a cluster
   */
  public RedisConnection(Supplier<C> connect, boolean reconnectsItself) {
    this.connect = connect;
    this.reconnectsItself = reconnectsItself;
    use(connect.get());
  }

  /**
   * Returns the present connection.
   *
   * @throws RedisException while disconnected
   */
  C connection() {
    C current = connection;
    if (current == null) {
      throw new RedisException("not connected");
    }
    return current;
  }

  public boolean isConnected() {
    C current = connection;
    return current != null && current.isOpen();
  }

  /** Calls the listener with the present connection and with each that replaces it. */
  public void onConnected(Consumer<C> listener) {
    onConnected = listener;
    C current = connection;
    if (current != null) {
      listener.accept(current);
    }
  }

  /** Sends commands in their order; fails with a RedisException while disconnected. */
  public void send(Collection<? extends RedisCommand<byte[], byte[], ?>> commands) {
    C current = connection();
    if (reconnectsItself) {
      // To a cluster, sending a collection would wait for connections to its nodes.
      commands.forEach(current::dispatch);
    } else {
      current.dispatch(commands);
    }
  }

  /** Closes the connection, because it hangs or leads to the wrong server, and makes another. */
  public void replace() {
    if (closed || !replacing.compareAndSet(false, true)) {
      return;
    }
    C old = connection;
    connection = null;
    Threads.virtual("pepper-redis-reconnect").start(() -> reconnect(old));
  }

  private void reconnect(C old) {
    old.closeAsync();
    try {
      while (!closed) {
        if (reconnected()) {
          LOG.log(System.Logger.Level.INFO, "Connected to Redis again");
          return;
        }
        Thread.sleep(RECONNECT_INTERVAL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      replacing.set(false);
    }
    // Lost again before the flag was down: then no other call replaces it.
    C current = connection;
    if (!closed && current != null && !current.isOpen()) {
      replace();
    }
  }

  private boolean reconnected() {
    try {
      use(connect.get());
      return true;
    } catch (RuntimeException | OutOfMemoryError e) {
      // Edge: this thread must live, since nothing else would try again.
      LOG.log(System.Logger.Level.DEBUG, "Redis cannot be reached", e);
      return false;
    }
  }

  private void use(C fresh) {
    if (!reconnectsItself) {
      fresh.addListener(
          new RedisConnectionStateAdapter() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
              lost(fresh);
            }
          });
    }
    connection = fresh;
    onConnected.accept(fresh);
    if (!reconnectsItself && !fresh.isOpen()) {
      lost(fresh);
    }
  }

  private void lost(C which) {
    if (!closed && connection == which) {
      LOG.log(System.Logger.Level.WARNING, "Lost the connection to Redis");
      replace();
    }
  }

  @Override
  public void close() {
    closed = true;
    C current = connection;
    if (current != null) {
      current.close();
    }
  }
}
