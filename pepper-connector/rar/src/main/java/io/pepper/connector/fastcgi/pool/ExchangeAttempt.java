package io.pepper.connector.fastcgi.pool;

import io.pepper.connector.fastcgi.FastCgiAddress;
import io.pepper.connector.fastcgi.FastCgiResponse;
import io.pepper.connector.fastcgi.wire.FastCgiAnswer;
import io.pepper.connector.fastcgi.wire.MalformedAnswerException;
import io.pepper.connector.fastcgi.wire.ReadinessQuestion;
import io.pepper.connector.fastcgi.wire.RequestBytes;
import io.pepper.connector.fastcgi.wire.RequestWriter;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

/**
 * One request sent once over one connection whose child is ready. Its caller begins and sends it,
 * or the thread that hands the connection over does so in the caller's place; its caller reads the
 * answer.
 */
final class ExchangeAttempt {
  private static final long DRAIN_INTERVAL_NANOS = 5_000_000;

  private final FastCgiAddress address;
  private final RequestBytes request;
  private final long scriptNanos;
  private final Runnable begun;
  private final FastCgiAnswer answer;
  private RuntimeException notBegun;
  private FastCgiConnection connection;
  private ReadinessQuestion question;
  private RequestWriter writer;

  /**
   * @param scriptNanos time limit for the script, from the moment the request is sent
   * @param begun runs before the request is written
   */
  ExchangeAttempt(
      FastCgiAddress address,
      RequestBytes request,
      long scriptNanos,
      Runnable begun,
      int bodyLimit) {
    this.address = address;
    this.request = request;
    this.scriptNanos = scriptNanos;
    this.begun = begun;
    this.answer = new FastCgiAnswer(bodyLimit);
  }

  boolean isSmall() {
    return request.isSmall();
  }

  /** Runs the caller's hook before the request is written; {@link #run} throws what fails then. */
  void begin() {
    try {
      begun.run();
    } catch (RuntimeException e) {
      // Edge: the hook is the caller's, and this thread may be another's: its caller gets it in
      // run.
      notBegun = e;
    }
  }

  /**
   * Assigns the connection to this attempt.
   *
   * @param on its child is ready, or has been trusted to be ready soon
   * @param readiness asked with the request, so that the connection's next user knows when the
   *     child is ready again; null for none
   */
  void assign(FastCgiConnection on, ReadinessQuestion readiness) {
    question = readiness;
    if (notBegun == null) {
      writer = on.writer(request, readiness, scriptNanos);
    }
    connection = on;
  }

  /** Returns whether the attempt has a connection. */
  boolean isAssigned() {
    return connection != null;
  }

  /** Writes a small request in the caller's place, whole unless there is no room for it. */
  void trySend() {
    if (notBegun == null) {
      writer.tryWrite();
      connection.sent();
    }
  }

  /**
   * Sends the request, or what is left of it, and blocks until the answer is complete.
   *
   * @throws NeverStartedException if it is certain that the script did not run
   */
  FastCgiResponse run() {
    if (notBegun != null) {
      throw notBegun;
    }
    try {
      if (!writer.isDone()) {
        writer.start();
        connection.sent();
      }
      if (writer.stoppedBeforeTheStart()) {
        throw writer.failure();
      }
      receive();
      return answer.response();
    } catch (MalformedAnswerException e) {
      throw FastCgiFailures.malformed(address, answer, e);
    } catch (IOException e) {
      throw explain(e);
    }
  }

  private void receive() throws IOException {
    ByteBuffer in = connection.receive();
    while (!answer.feed(in)) {
      in = connection.receive();
    }
    connection.finished(writer.isDone(), in, question);
  }

  private RuntimeException explain(IOException cause) {
    if (connection.isExpired()) {
      return FastCgiFailures.timeout(address, answer);
    }
    if (!answer.hasBegun() && neverStarted(cause)) {
      return new NeverStartedException(cause);
    }
    return FastCgiFailures.broken(address, answer, cause);
  }

  /**
   * Returns whether the script certainly did not run. It is certain only in three cases: the server
   * cannot have the parameters; it has ended the connection, and not this side, before it said that
   * it was ready; or it has ended its side in order, with nothing said, and lives. A script that
   * ran would have been answered or, had its process died, its connection would have been reset.
   */
  private boolean neverStarted(IOException cause) {
    return writer.stoppedBeforeTheStart()
        || (connection.readiness().isAhead() && !(cause instanceof ClosedChannelException))
        || (cause instanceof EOFException
            && writer.isDone()
            && writer.isDrained(DRAIN_INTERVAL_NANOS));
  }
}
