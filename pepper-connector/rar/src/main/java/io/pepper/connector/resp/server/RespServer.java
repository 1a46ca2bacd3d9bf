package io.pepper.connector.resp.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pepper.connector.Front;
import io.pepper.connector.resp.RespHandler;
import io.pepper.connector.resp.parse.BufferBudget;
import io.pepper.connector.resp.parse.BufferShare;
import io.pepper.connector.resp.parse.HttpRequests;
import io.pepper.connector.resp.parse.RespParser;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * The server for Redis clients, each of which gets a {@link RespConnection} on a virtual thread.
 */
final class RespServer implements Front<RespHandler> {
  private static final System.Logger LOG = System.getLogger(RespServer.class.getName());
  private static final int BACKLOG = 4096;
  private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();
  private static final Duration CUT = Duration.ofSeconds(1);
  private static final byte[] FULL = "-ERR max number of clients reached\r\n".getBytes(US_ASCII);

  private final RespLimits limits;
  private final RespEncryption encryption;
  private final BufferBudget budget;
  private final Set<RespConnection> connections = ConcurrentHashMap.newKeySet();
  private final DeadlineMonitor deadlines;
  private final HttpRequests httpRequests = new HttpRequests();
  private ServerSocket listener;
  private volatile RespHandler handler;
  private volatile boolean closing;
  private long lastId;

  RespServer(RespLimits limits, RespEncryption encryption) {
    this.limits = limits;
    this.encryption = encryption;
    budget = new BufferBudget(limits.bufferBytes());
    Duration login = limits.times().login();
    Duration write = limits.times().write();
    deadlines = new DeadlineMonitor(connections, login.compareTo(write) < 0 ? login : write);
  }

  @Override
  public int bind(String host, int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.bind(new InetSocketAddress(host, port), BACKLOG);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    listener = socket;
    return socket.getLocalPort();
  }

  @Override
  public void serve(RespHandler handler) {
    this.handler = handler;
    deadlines.start();
    Thread.ofPlatform()
        .daemon()
        .inheritInheritableThreadLocals(false)
        .name("pepper-resp-accept")
        .start(this::acceptAll);
  }

  private void acceptAll() {
    while (!closing) {
      try {
        acceptOne(listener.accept());
      } catch (IOException e) {
        if (!closing) { // most likely the process has no file descriptor left
          LOG.log(Level.WARNING, "cannot accept a connection: " + e.getMessage());
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      } catch (RuntimeException | OutOfMemoryError e) {
        // Edge: without this thread no client could connect any more.
        LOG.log(Level.ERROR, "cannot serve a connection", e);
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private void acceptOne(Socket socket) throws IOException {
    boolean served = false;
    try {
      accept(socket);
      served = true;
    } finally {
      if (!served) {
        socket.close();
      }
    }
  }

  private void accept(Socket socket) throws IOException {
    if (connections.size() >= limits.connections()) {
      refuse(socket);
      return;
    }
    socket.setTcpNoDelay(true);
    socket.setKeepAlive(true);
    RespConnection connection = new RespConnection(this, socket, ++lastId);
    connections.add(connection);
    Thread.ofVirtual()
        .inheritInheritableThreadLocals(false)
        .name("pepper-resp-" + lastId)
        .start(connection);
    if (closing) {
      connection.finish();
    }
  }

  private static void refuse(Socket socket) throws IOException {
    try (socket) {
      socket.getOutputStream().write(FULL); // fits the empty send buffer, so it cannot block
      socket.shutdownOutput();
    }
  }

  /**
   * Accepts no more clients, lets every connection finish the batch it is answering, and closes
   * them all; those that take longer than the limit are cut off.
   */
  @Override
  public void close() {
    closing = true;
    deadlines.stop();
    try {
      if (listener != null) {
        listener.close();
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the listening socket did not close cleanly", e);
    }
    connections.forEach(RespConnection::finish);
    if (!allGoneWithin(limits.times().stop())) {
      LOG.log(Level.WARNING, () -> "cutting off " + connections.size() + " busy connections");
      connections.forEach(RespConnection::cut);
      allGoneWithin(CUT);
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

  void gone(RespConnection connection) {
    connections.remove(connection);
    if (closing) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  int connectionCount() {
    return connections.size();
  }

  RespHandler handler() {
    return handler;
  }

  RespParser newParser(BufferShare share) {
    return new RespParser(limits.stranger(), limits.member(), budget, share);
  }

  RespEncryption encryption() {
    return encryption;
  }

  HttpRequests httpRequests() {
    return httpRequests;
  }

  BufferBudget budget() {
    return budget;
  }

  long loginNanos() {
    return limits.times().login().toNanos();
  }

  long writeNanos() {
    return limits.times().write().toNanos();
  }
}
