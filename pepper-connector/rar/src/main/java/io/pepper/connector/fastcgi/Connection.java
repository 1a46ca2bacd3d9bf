package io.pepper.connector.fastcgi;

import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * One connection to a FastCGI server. One caller at a time uses it; only {@link #expireIfDue} and
 * {@link #close} may come from other threads, and end a blocked caller.
 */
final class Connection {
  private static final System.Logger LOG = System.getLogger(Connection.class.getName());
  private static final long NO_DEADLINE = Long.MIN_VALUE;
  private static final long EXPIRED = Long.MIN_VALUE + 1;

  private final FastCgiAddress address;
  private final SocketChannel channel;
  private final AtomicLong deadline = new AtomicLong(NO_DEADLINE);
  private final ByteBuffer in = ByteBuffer.allocate(8 * 1024);
  private boolean used;
  private boolean broken;

  /** When it was connected, when its last request was sent, since when it is idle; nanoTime. */
  long openedAt;

  long startedAt;
  long idleSince;

  Connection(FastCgiAddress address) {
    this.address = address;
    try {
      this.channel =
          address.isUnix() ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
    } catch (IOException e) {
      throw Failure.connecting(address, e);
    }
  }

  /** Blocks until connected. */
  void connect() {
    try {
      channel.connect(target());
      if (!address.isUnix()) {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      }
    } catch (IOException | UnresolvedAddressException e) {
      throw isExpired() ? Failure.notConnectedInTime(address) : Failure.connecting(address, e);
    }
  }

  private SocketAddress target() {
    return address.isUnix()
        ? UnixDomainSocketAddress.of(address.path())
        : new InetSocketAddress(address.host(), address.port());
  }

  /** Limits what follows: {@link #expireIfDue} closes the connection after that moment. */
  void limit(long deadlineNanos) {
    deadline.set(deadlineNanos);
  }

  /** Ends the limit; false if it had passed and the connection is closed. */
  boolean unlimit() {
    return deadline.getAndSet(NO_DEADLINE) != EXPIRED;
  }

  void expireIfDue(long now) {
    long due = deadline.get();
    if (due != NO_DEADLINE
        && due != EXPIRED
        && now - due > 0
        && deadline.compareAndSet(due, EXPIRED)) {
      close();
    }
  }

  boolean isExpired() {
    return deadline.get() == EXPIRED;
  }

  /** Whether an earlier request was answered here. */
  boolean isUsed() {
    return used;
  }

  /** Whether another request may follow. */
  boolean isReusable() {
    return !broken;
  }

  /**
   * Whether the server has closed an idle connection, or said something nobody asked for. Does not
   * block.
   */
  boolean isStale() {
    try {
      channel.configureBlocking(false);
      try {
        return channel.read(in.clear()) != 0;
      } finally {
        channel.configureBlocking(true);
      }
    } catch (IOException e) {
      return true;
    }
  }

  /** Writes a small request whole, or starts a thread that writes a large one. */
  RequestWriter send(RequestBytes request) {
    broken = true;
    RequestWriter writer = new RequestWriter(channel, request);
    writer.start();
    return writer;
  }

  /**
   * Waits for more of the answer.
   *
   * @throws EOFException if the server has closed the connection
   */
  ByteBuffer receive() throws IOException {
    if (channel.read(in.clear()) < 0) {
      throw new EOFException("end of stream");
    }
    return in.flip();
  }

  /** The answer is complete; {@code cleanly} if nothing is left over on either side. */
  void finished(boolean cleanly) {
    used = true;
    broken = !cleanly;
  }

  /**
   * After the server has ended its side without a word: whether it is still there and still takes
   * our bytes. A process that died sends a reset; php-fpm's child that has reached pm.max_requests
   * ends its side, then reads and drops what comes until we close.
   */
  boolean isDrained(long patienceNanos) {
    try {
      for (int i = 0; i < 3; i++) {
        channel.write(Records.header(Records.STDIN, 0));
        LockSupport.parkNanos(patienceNanos);
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "closing a connection to " + address, e);
    }
  }
}
