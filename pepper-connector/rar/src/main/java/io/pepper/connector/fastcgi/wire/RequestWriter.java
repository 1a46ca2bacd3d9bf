package io.pepper.connector.fastcgi.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.LockSupport;

/**
 * The writer of one request. A small one is written on the caller's thread; a large one on a
 * virtual thread of its own, because a script may answer before it has read everything and would
 * then wait for this client to read while this client waits for it.
 */
public final class RequestWriter {
  private final SocketChannel channel;
  private final ByteBuffer[] pieces;
  private final boolean small;
  private final long length;
  private final long paramsEnd;
  private volatile long written;
  private volatile IOException failure;

  /**
   * @param question sent behind the request; null for none
   */
  public RequestWriter(SocketChannel channel, RequestBytes request, ReadinessQuestion question) {
    this.channel = channel;
    this.small = request.isSmall();
    this.paramsEnd = request.paramsEnd();
    if (question == null) {
      this.pieces = request.buffers();
      this.length = request.length();
    } else {
      this.pieces = request.buffersAsking(question);
      this.length = request.length() + question.length();
    }
  }

  /**
   * Writes as much of the request as there is room for. It does not block, and is not broken off
   * when the thread is interrupted, so that it is known what was written.
   */
  public void tryWrite() {
    try {
      channel.configureBlocking(false);
      try {
        written += channel.write(pieces[0]);
      } finally {
        channel.configureBlocking(true);
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  /** Writes the request, or the rest of it. */
  public void start() {
    if (failure != null) {
      return;
    }
    if (small) {
      write();
    } else {
      Thread.ofVirtual().name("pepper-fastcgi-writer").start(this::write);
    }
  }

  /** Returns whether the last byte has been handed to the network. */
  public boolean isDone() {
    return written == length;
  }

  /**
   * Returns whether so little was written that the script cannot have started. An interrupt may
   * come when all is written, and hides how much that was.
   */
  public boolean stoppedBeforeTheStart() {
    return failure != null
        && !(failure instanceof ClosedByInterruptException)
        && written < paramsEnd;
  }

  /** Returns the failure that broke the write, or null if there was none. */
  public IOException failure() {
    return failure;
  }

  /**
   * Finds out, after the server has ended its side without a word, whether it is still there and
   * takes bytes. A process that died sends a reset; php-fpm's child that has reached
   * pm.max_requests ends its side, then reads and drops what comes until the client closes.
   */
  public boolean isDrained(long patienceNanos) {
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

  private void write() {
    try {
      while (written < length) {
        written += pieces.length == 1 ? channel.write(pieces[0]) : channel.write(pieces);
      }
    } catch (IOException e) {
      // The reading side decides: the answer may be complete all the same.
      failure = e;
    }
  }
}
