package io.pepper.connector.fastcgi.pool;

import io.pepper.connector.fastcgi.FastCgiAddress;
import io.pepper.connector.fastcgi.FastCgiException;
import io.pepper.connector.fastcgi.wire.MalformedAnswerException;
import io.pepper.connector.fastcgi.wire.ReadinessQuestion;
import java.io.IOException;

/**
 * The question by which a server is asked whether a child serves a connection. The first connection
 * finds it out: a php-fpm that closes a connection after FCGI_GET_VALUES gets empty requests
 * instead. Safe for any number of threads.
 */
final class ServerDialect {
  private volatile ReadinessQuestion question = ReadinessQuestion.VALUES;
  private volatile boolean known;
  private int closed;

  /**
   * Connects, and blocks until a child has taken the connection.
   *
   * @return false if the server was found to want another question: connect again
   * @throws FastCgiException if that fails
   */
  boolean connect(FastCgiConnection connection, FastCgiAddress address) {
    connection.connect();
    try {
      connection.ask(question);
      connection.awaitReady();
      return known || learn(connection);
    } catch (MalformedAnswerException e) {
      throw FastCgiFailures.notFastCgi(address, e);
    } catch (IOException e) {
      throw connection.isExpired()
          ? FastCgiFailures.noChildInTime(address)
          : FastCgiFailures.closedBeforeRequest(address, e);
    }
  }

  /** Asks the same again: a server that closes after the first answer does not answer. */
  private boolean learn(FastCgiConnection connection) throws IOException {
    try {
      connection.ask(question);
      connection.awaitReady();
    } catch (IOException e) {
      if (connection.isExpired() || Thread.currentThread().isInterrupted()) {
        throw e;
      }
      return closedAfterValues();
    }
    known = true;
    return true;
  }

  /**
   * Takes note that the server closed the connection after its answer; the first time it may be a
   * child that was ended at that moment.
   */
  private boolean closedAfterValues() {
    closed++;
    if (closed == 2) {
      question = ReadinessQuestion.EMPTY_REQUEST;
      known = true;
    }
    return false;
  }

  /** Forgets the dialect, since another server may listen there by now. */
  void forget() {
    question = ReadinessQuestion.VALUES;
    known = false;
    closed = 0;
  }

  /**
   * Returns the question to ask behind a request. An empty request costs php-fpm as much as a short
   * script, so it is asked behind the first request of a connection only, until a script was seen
   * that goes on after its answer.
   *
   * @return null for nothing
   */
  ReadinessQuestion questionAfterRequest(boolean used, boolean scriptsGoOn) {
    boolean spared = question == ReadinessQuestion.EMPTY_REQUEST && used && !scriptsGoOn;
    return spared ? null : question;
  }
}
