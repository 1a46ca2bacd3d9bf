package io.pepper.connector.fastcgi.wire;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads that end without bytes when none come in time. A TCP socket waits in the system and wakes
 * its thread with the first byte. Java's Unix sockets cannot, and are polled in pauses that begin
 * with a microsecond (which Linux makes some fifty of) and grow. Used by one thread at a time; the
 * channel is in blocking mode before and after.
 */
public final class TimedRead {
  /** The first pause; without one a thread might keep the server off its CPU. */
  private static final long MIN_PAUSE_NANOS = 1_000;

  /** The part of the time waited so far that the next pause lasts. */
  private static final long PAUSE_FRACTION = 4;

  private final SocketChannel channel;
  private final boolean unix;

  /**
   * @param unix whether the channel is a Unix socket
   */
  public TimedRead(SocketChannel channel, boolean unix) {
    this.channel = channel;
    this.unix = unix;
  }

  /**
   * Reads what is there, without blocking.
   *
   * @param in cleared, with an array; the bytes end at its position afterwards
   * @return the number of bytes; 0 if none is there, -1 at the end of the stream
   */
  public int read(ByteBuffer in) throws IOException {
    return poll(in, 0);
  }

  /**
   * Blocks until there are bytes.
   *
   * @param in cleared, with an array; the bytes end at its position afterwards
   * @param nanos longest time to wait; at least a millisecond, of which whole ones count
   * @return the number of bytes; 0 if none came in time, -1 at the end of the stream
   */
  public int read(ByteBuffer in, long nanos) throws IOException {
    if (unix) {
      return poll(in, nanos);
    }
    Socket socket = channel.socket();
    socket.setSoTimeout((int) TimeUnit.NANOSECONDS.toMillis(nanos));
    try {
      int read = socket.getInputStream().read(in.array(), in.arrayOffset(), in.remaining());
      in.position(Math.max(0, read));
      return read;
    } catch (SocketTimeoutException e) {
      return 0;
    }
  }

  private int poll(ByteBuffer in, long nanos) throws IOException {
    channel.configureBlocking(false);
    try {
      long start = System.nanoTime();
      int read = channel.read(in);
      for (long waited = 0; read == 0 && waited < nanos; waited = System.nanoTime() - start) {
        LockSupport.parkNanos(Math.max(MIN_PAUSE_NANOS, waited / PAUSE_FRACTION));
        read = channel.read(in);
      }
      return read;
    } finally {
      channel.configureBlocking(true);
    }
  }
}
