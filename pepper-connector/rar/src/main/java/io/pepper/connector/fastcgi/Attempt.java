package io.pepper.connector.fastcgi;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One request sent once over one connection whose child is ready. */
final class Attempt {
  private static final long DRAIN_PATIENCE_NANOS = 5_000_000;

  private final FastCgiAddress address;
  private final Connection connection;
  private final RequestBytes request;
  private final Readiness question;
  private final Answer answer;
  private RequestWriter writer;

  /**
   * @param question asked with the request, so that the connection's next user knows when the child
   *     is ready again; null for none
   */
  Attempt(
      FastCgiAddress address,
      Connection connection,
      RequestBytes request,
      Readiness question,
      int bodyLimit) {
    this.address = address;
    this.connection = connection;
    this.request = request;
    this.question = question;
    this.answer = new Answer(bodyLimit);
  }

  /**
   * @throws NeverStartedException if it is certain that the script did not run
   */
  FastCgiResponse run() {
    try {
      writer = connection.send(request, question);
      if (writer.stoppedBeforeTheStart()) {
        throw writer.failure();
      }
      receive();
      return answer.response();
    } catch (MalformedAnswerException e) {
      throw Failure.malformed(address, answer, e);
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
      return Failure.timeout(address, answer);
    }
    if (!answer.hasBegun() && neverStarted(cause)) {
      return new NeverStartedException(cause);
    }
    return Failure.broken(address, answer, cause);
  }

  /**
   * Certain only in two cases: the server cannot have the parameters; or it has ended its side in
   * order, with nothing said, and lives. A script that ran would have been answered or, had its
   * process died, its connection would have been reset.
   */
  private boolean neverStarted(IOException cause) {
    return writer.stoppedBeforeTheStart()
        || (cause instanceof EOFException
            && writer.isDone()
            && connection.isDrained(DRAIN_PATIENCE_NANOS));
  }
}
