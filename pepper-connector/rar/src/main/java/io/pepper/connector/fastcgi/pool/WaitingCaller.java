package io.pepper.connector.fastcgi.pool;

import io.pepper.connector.fastcgi.FastCgiException;
import io.pepper.connector.fastcgi.wire.ReadinessQuestion;
import java.util.concurrent.locks.LockSupport;

/**
 * One caller in line for a connection, and the request that it wants sent. The thread that has
 * taken it out of the line, and no other, gives it a connection, a failure or just a call, once.
 */
final class WaitingCaller {
  private final Thread thread = Thread.currentThread();
  private final ExchangeAttempt attempt;
  private FastCgiConnection given;
  private FastCgiException failure;
  private volatile boolean called;

  WaitingCaller(ExchangeAttempt attempt) {
    this.attempt = attempt;
  }

  /**
   * Sends the caller's request in its place, so that the child does not idle until the caller is
   * awake.
   *
   * @param connection its child is ready
   * @return false if the caller has been interrupted: then nothing was written
   */
  boolean send(FastCgiConnection connection, ReadinessQuestion question) {
    attempt.begin();
    // Who interrupts those that have not begun has done so by now, or has seen that it has begun.
    if (thread.isInterrupted()) {
      return false;
    }
    attempt.assign(connection, question);
    attempt.trySend();
    return true;
  }

  /** Returns whether {@link #send} takes no time. */
  boolean isSmall() {
    return attempt.isSmall();
  }

  void give(FastCgiConnection connection) {
    given = connection;
    call();
  }

  /**
   * Calls it after {@link #send} has died of an error: if its request had begun to be written, it
   * finds its connection closed, otherwise it tries again.
   */
  void abandon(FastCgiConnection closed) {
    give(attempt.isAssigned() ? closed : null);
  }

  void fail(FastCgiException why) {
    failure = why;
    call();
  }

  /** Lets it try again. */
  void call() {
    called = true;
    LockSupport.unpark(thread);
  }

  boolean isCalled() {
    return called;
  }

  /**
   * @return what it was given; null if it should look again
   * @throws FastCgiException if waiting became pointless
   */
  FastCgiConnection outcome() {
    if (failure != null) {
      throw failure;
    }
    return given;
  }
}
