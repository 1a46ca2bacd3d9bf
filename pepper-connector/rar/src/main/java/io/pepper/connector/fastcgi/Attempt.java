package io.pepper.connector.fastcgi;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One request sent once over one connection. */
final class Attempt {
  private static final long DRAIN_PATIENCE_NANOS = 5_000_000;

  private final FastCgiAddress address;
  private final Connection connection;
  private final RequestBytes request;
  private final Answer answer;
  private RequestWriter writer;

  Attempt(FastCgiAddress address, Connection connection, RequestBytes request, int bodyLimit) {
    this.address = address;
    this.connection = connection;
    this.request = request;
    this.answer = new Answer(bodyLimit);
  }

  /**
   * @param firstByte called once, before the first byte is looked at
   * @throws NeverStartedException if it is certain that the script did not run
   */
  FastCgiResponse run(Runnable firstByte) {
    try {
      writer = connection.send(request);
      if (writer.stoppedBeforeTheStart() && connection.isUsed()) {
        throw writer.failure();
      }
      receive(firstByte);
      return answer.response();
    } catch (MalformedAnswerException e) {
      throw Failure.malformed(address, answer, e);
    } catch (IOException e) {
      throw explain(e);
    }
  }

  private void receive(Runnable firstByte) throws IOException {
    ByteBuffer in = connection.receive();
    firstByte.run();
    while (!answer.feed(in)) {
      in = connection.receive();
    }
    connection.finished(writer.isDone() && !in.hasRemaining());
  }

  private RuntimeException explain(IOException cause) {
    if (connection.isExpired()) {
      return Failure.timeout(address, answer);
    }
    if (connection.isUsed() && !answer.hasBegun() && neverStarted(cause)) {
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
