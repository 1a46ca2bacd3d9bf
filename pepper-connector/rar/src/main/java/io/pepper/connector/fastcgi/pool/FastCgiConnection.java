package io.pepper.connector.fastcgi.pool;

import io.pepper.connector.fastcgi.FastCgiAddress;
import io.pepper.connector.fastcgi.wire.AddressSocket;
import io.pepper.connector.fastcgi.wire.MalformedAnswerException;
import io.pepper.connector.fastcgi.wire.PromptAcknowledgement;
import io.pepper.connector.fastcgi.wire.Readiness;
import io.pepper.connector.fastcgi.wire.ReadinessQuestion;
import io.pepper.connector.fastcgi.wire.RequestBytes;
import io.pepper.connector.fastcgi.wire.RequestWriter;
import io.pepper.connector.fastcgi.wire.TimedRead;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger.Level;
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
  private final Readiness readiness = new Readiness();
  private long scriptNanos;
  private boolean used;
  private boolean broken;

  /** The moments at which a child took the connection and since which it is idle; nanoTime. */
  long openedAt;

  long idleSince;

  FastCgiConnection(FastCgiAddress address) {
    this.address = address;
    try {
      this.channel = AddressSocket.open(address);
    } catch (IOException e) {
      throw FastCgiFailures.connecting(address, e);
    }
    this.acknowledgement = PromptAcknowledgement.of(channel);
    this.timedRead = new TimedRead(channel, address.isUnix());
  }

  /** Blocks until connected. */
  void connect() {
    try {
      AddressSocket.connect(channel, address);
    } catch (IOException | UnresolvedAddressException | InvalidPathException e) {
      throw isExpired()
          ? FastCgiFailures.notConnectedInTime(address)
          : FastCgiFailures.connecting(address, e);
    }
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

  /** Asks a question; {@link #awaitReady} or {@link #pollChild} reads the answer. */
  void ask(ReadinessQuestion question) throws IOException {
    readiness.asked();
    channel.write(question.toBuffer());
  }

  /**
   * Blocks until the child is ready for a request.
   *
   * @throws EOFException if the server has closed the connection
   * @throws MalformedAnswerException if the peer does not speak FastCGI
   */
  void awaitReady() throws IOException {
    while (readiness.isAwaited()) {
      readiness.feed(receive());
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
    return readiness.isAwaited() ? ChildState.BUSY : ChildState.READY;
  }

  private ChildState heard(int read) {
    if (read < 0 || !readiness.isAwaited()) {
      return ChildState.GONE;
    }
    if (!readiness.feed(in.flip())) {
      return ChildState.BUSY;
    }
    return in.hasRemaining() ? ChildState.GONE : ChildState.READY;
  }

  /**
   * Prepares to send a request. Its time limit begins now or, if the child has not said yet that it
   * is ready, when it says so: until then it may work on for the request before.
   *
   * @param question asked behind the request; null for none
   * @param nanos time limit of the script
   */
  RequestWriter writer(RequestBytes request, ReadinessQuestion question, long nanos) {
    broken = true;
    boolean behind = question != null && acknowledgement.isPossible();
    long now = System.nanoTime();
    readiness.requested(behind, now);
    scriptNanos = nanos;
    limit(now + (readiness.isAhead() ? FinishingChildren.MAX_FINISHING_NANOS : nanos));
    return new RequestWriter(channel, request, behind ? question : null);
  }

  /** Takes note that a request was sent. */
  void sent() {
    if (readiness.isAwaited()) {
      acknowledgement.request();
    }
  }

  /**
   * Waits for more of the answer.
   *
   * @throws EOFException if the server has closed the connection
   */
  ByteBuffer receive() throws IOException {
    fill();
    while (readiness.isAhead()) {
      long now = System.nanoTime();
      if (readiness.feedEarlier(in, now)) {
        limit.move(now + scriptNanos);
      }
      if (!in.hasRemaining()) {
        fill();
      }
    }
    return in;
  }

  private void fill() throws IOException {
    if (channel.read(in.clear()) < 0) {
      throw new EOFException("end of stream");
    }
    in.flip();
  }

  /** Returns what is known of whether its child is ready. */
  Readiness readiness() {
    return readiness;
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
    if (readiness.isAwaited()) {
      readiness.feed(rest);
    } else {
      ask(question);
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
