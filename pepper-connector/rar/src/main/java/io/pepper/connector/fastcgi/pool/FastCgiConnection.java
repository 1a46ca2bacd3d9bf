package io.pepper.connector.fastcgi.pool;

import io.pepper.connector.fastcgi.FastCgiAddress;
import io.pepper.connector.fastcgi.wire.MalformedAnswerException;
import io.pepper.connector.fastcgi.wire.PromptAcknowledgement;
import io.pepper.connector.fastcgi.wire.ReadinessAnswer;
import io.pepper.connector.fastcgi.wire.ReadinessQuestion;
import io.pepper.connector.fastcgi.wire.RequestBytes;
import io.pepper.connector.fastcgi.wire.RequestWriter;
import io.pepper.connector.fastcgi.wire.TimedRead;
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
import java.nio.file.InvalidPathException;

/**
 * One connection to a FastCGI server. One thread at a time uses it; only {@link #expireIfDue},
 * {@link #expireNow} and {@link #close} may come from other threads, and end a blocked caller.
 */
final class FastCgiConnection {
  private static final System.Logger LOG = System.getLogger(FastCgiConnection.class.getName());

  private final FastCgiAddress address;
  private final SocketChannel channel;
  private final TimeLimit limit = new TimeLimit();
  private final PromptAcknowledgement acknowledgement;
  private final TimedRead timedRead;
  private final ByteBuffer in = ByteBuffer.allocate(8 * 1024);
  private ReadinessAnswer expected;
  private boolean used;
  private boolean broken;

  /** The moments at which a child took the connection and since which it is idle; nanoTime. */
  long openedAt;

  long idleSince;

  FastCgiConnection(FastCgiAddress address) {
    this.address = address;
    try {
      this.channel =
          address.isUnix() ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
    } catch (IOException e) {
      throw FastCgiFailures.connecting(address, e);
    }
    this.acknowledgement = PromptAcknowledgement.of(channel);
    this.timedRead = new TimedRead(channel, address.isUnix());
  }

  /** Blocks until connected. */
  void connect() {
    try {
      channel.connect(target());
      if (!address.isUnix()) {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      }
    } catch (IOException | UnresolvedAddressException | InvalidPathException e) {
      throw isExpired()
          ? FastCgiFailures.notConnectedInTime(address)
          : FastCgiFailures.connecting(address, e);
    }
  }

  private SocketAddress target() {
    return address.isUnix()
        ? UnixDomainSocketAddress.of(address.path())
        : new InetSocketAddress(address.host(), address.port());
  }

  /** Limits what follows: {@link #expireIfDue} closes the connection after that moment. */
  void limit(long deadlineNanos) {
    limit.set(deadlineNanos);
  }

  /** Makes a limit that has not passed pass at the next call of {@link #expireIfDue}. */
  void expireNow(long now) {
    limit.move(now - 1);
  }

  /** Ends the limit; false if it had passed and the connection is closed. */
  boolean unlimit() {
    return limit.end();
  }

  void expireIfDue(long now) {
    if (limit.expires(now)) {
      close();
    }
  }

  boolean isExpired() {
    return limit.isExpired();
  }

  /** Returns whether another request may follow. */
  boolean isReusable() {
    return !broken;
  }

  /** Returns whether a request was answered here. */
  boolean isUsed() {
    return used;
  }

  /** Returns whether it is unknown if the child is ready for a request. */
  boolean isUnsettled() {
    return expected != null;
  }

  /** Asks a question; {@link #awaitReady} or {@link #pollChild} reads the answer. */
  void ask(ReadinessQuestion question) throws IOException {
    expected = new ReadinessAnswer();
    channel.write(question.toBuffer());
  }

  /**
   * Blocks until the child is ready for a request.
   *
   * @throws EOFException if the server has closed the connection
   * @throws MalformedAnswerException if the peer does not speak FastCGI
   */
  void awaitReady() throws IOException {
    while (expected != null) {
      if (expected.feed(receive())) {
        expected = null;
      }
    }
  }

  /** Finds out the state of the child, without blocking. */
  ChildState pollChild() {
    try {
      int read = timedRead.read(in.clear());
      return read == 0 ? silent() : heard(read);
    } catch (IOException | MalformedAnswerException e) {
      return ChildState.GONE;
    }
  }

  /**
   * Finds out the state of a child that was asked whether it is ready.
   *
   * @param nanos longest time to wait for its answer; at least a millisecond
   */
  ChildState awaitChild(long nanos) {
    try {
      int read = timedRead.read(in.clear(), nanos);
      return read == 0 ? ChildState.BUSY : heard(read);
    } catch (IOException | MalformedAnswerException e) {
      return ChildState.GONE;
    }
  }

  private ChildState silent() {
    return expected == null ? ChildState.READY : ChildState.BUSY;
  }

  private ChildState heard(int read) {
    if (read < 0 || expected == null) {
      return ChildState.GONE;
    }
    if (!expected.feed(in.flip())) {
      return ChildState.BUSY;
    }
    expected = null;
    return in.hasRemaining() ? ChildState.GONE : ChildState.READY;
  }

  /**
   * Prepares to send a request.
   *
   * @param question asked behind the request; null for none
   */
  RequestWriter writer(RequestBytes request, ReadinessQuestion question) {
    broken = true;
    boolean behind = question != null && acknowledgement.isPossible();
    expected = behind ? new ReadinessAnswer() : null;
    return new RequestWriter(channel, request, behind ? question : null);
  }

  /** Takes note that a request was sent. */
  void sent() {
    if (expected != null) {
      acknowledgement.request();
    }
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

  /**
   * Takes note that the answer is complete. A failure from here on does not concern that answer:
   * the connection is not used again.
   *
   * @param cleanly whether the request was written whole
   * @param rest what came behind the answer
   * @param question what has to be asked with the request; null for none
   */
  void finished(boolean cleanly, ByteBuffer rest, ReadinessQuestion question) {
    used = true;
    try {
      settle(rest, question);
      broken = !cleanly || rest.hasRemaining();
    } catch (IOException | MalformedAnswerException e) {
      LOG.log(Level.DEBUG, "asking " + address + " whether it is ready", e);
    }
  }

  private void settle(ByteBuffer rest, ReadinessQuestion question) throws IOException {
    if (question == null) {
      return;
    }
    if (expected == null) {
      ask(question);
    } else if (expected.feed(rest)) {
      expected = null;
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
