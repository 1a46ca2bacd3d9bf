package io.pepper.connector.gorpc.server;

import io.pepper.connector.Front;
import io.pepper.connector.gorpc.GorpcMethod;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The server for gorpc clients. Each connection has a virtual thread that reads its calls; a call
 * that waits for its answer has none, unless its method keeps one.
 */
final class GorpcServer implements Front<Map<String, GorpcMethod>> {
  private static final System.Logger LOG = System.getLogger(GorpcServer.class.getName());
  private static final int BACKLOG = 4096;
  private static final long ACCEPT_PAUSE_MILLIS = 100;
  private static final Duration CUT = Duration.ofSeconds(1);

  private final GorpcLimits limits;
  private final RequestBudget requestBytes;
  private final GorpcCalls calls;
  private final Set<GorpcConnection> connections = ConcurrentHashMap.newKeySet();
  private final GorpcDeadlines deadlines;
  private final CountDownLatch closed = new CountDownLatch(1);
  private ServerSocket listener;
  private long lastId;

  GorpcServer(GorpcLimits limits) {
    this.limits = limits;
    requestBytes = new RequestBudget(limits.bufferBytes());
    calls = new GorpcCalls(limits, requestBytes);
    GorpcLimits.GorpcTimeouts times = limits.times();
    deadlines =
        new GorpcDeadlines(
            connections, Collections.min(List.of(times.idle(), times.request(), times.write())));
  }

  GorpcLimits limits() {
    return limits;
  }

  RequestBudget requestBytes() {
    return requestBytes;
  }

  GorpcCalls calls() {
    return calls;
  }

  int connectionCount() {
    return connections.size();
  }

  @Override
  public int bind(String host, int port) throws IOException {
    listener = new ServerSocket();
    listener.setReuseAddress(true);
    listener.bind(new InetSocketAddress(host, port), BACKLOG);
    return listener.getLocalPort();
  }

  @Override
  public void serve(Map<String, GorpcMethod> methods) {
    calls.serve(methods);
    deadlines.start();
    Thread.ofPlatform().daemon().name("pepper-gorpc-accept").start(this::acceptAll);
  }

  private void acceptAll() {
    try {
      while (!listener.isClosed()) {
        acceptNext();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void acceptNext() throws InterruptedException {
    try {
      Socket socket = listener.accept();
      if (connections.size() < limits.connections()) {
        open(socket);
      } else {
        socket.close();
      }
    } catch (IOException e) {
      if (!listener.isClosed()) {
        LOG.log(Level.WARNING, "cannot accept a gorpc client: " + e.getMessage());
        closed.await(ACCEPT_PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
  }

  private void open(Socket socket) throws IOException {
    GorpcConnection connection = new GorpcConnection(this, socket, ++lastId);
    connections.add(connection);
    Thread.ofVirtual()
        .inheritInheritableThreadLocals(false)
        .name("pepper-gorpc-read-" + lastId)
        .start(connection::run);
    if (listener.isClosed()) {
      connection.finish();
    }
  }

  /**
   * Accepts no more clients, ends calls that wait, lets those being answered finish, and closes all
   * connections. Calls that take longer than the limit are cut off.
   */
  @Override
  public void close() {
    closed.countDown();
    deadlines.stop();
    closeListener();
    connections.forEach(GorpcConnection::finish);
    if (!allGoneWithin(limits.times().stop())) {
      LOG.log(Level.WARNING, () -> "cutting off " + calls.count() + " busy gorpc calls");
      connections.forEach(GorpcConnection::cut);
      allGoneWithin(CUT);
    }
  }

  private void closeListener() {
    try {
      if (listener != null) {
        listener.close();
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "closing the port of gorpc: " + e.getMessage());
    }
  }

  private synchronized boolean allGoneWithin(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    try {
      for (long left = time.toMillis(); !connections.isEmpty() && left > 0; ) {
        wait(left);
        left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return connections.isEmpty();
  }

  void gone(GorpcConnection connection) {
    connections.remove(connection);
    if (closed.getCount() == 0) {
      synchronized (this) {
        notifyAll();
      }
    }
  }
}
