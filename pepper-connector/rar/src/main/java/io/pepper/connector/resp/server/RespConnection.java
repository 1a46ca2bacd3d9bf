package io.pepper.connector.resp.server;

import io.pepper.connector.resp.parse.BufferShare;
import io.pepper.connector.resp.parse.ParseOutcome;
import io.pepper.connector.resp.parse.RespParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/**
 * One client, from accept to close, on its own virtual thread: read what is there, answer the
 * commands in it, send the replies, in plain blocking calls. While replies wait to be taken,
 * nothing is read: that is the backpressure.
 *
 * <p>The server's {@link DeadlineMonitor} calls {@link #expireIfDue} and {@link #finish} from
 * outside.
 */
final class RespConnection implements Runnable {
  private static final System.Logger LOG = System.getLogger(RespConnection.class.getName());
  private static final int BURST = 64 << 10;
  private static final int SENT_AT_ONCE = 64 << 10;
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int LINGER_BYTES = 1 << 20;

  private final RespServer server;
  private final Socket socket;
  private final BufferShare share;
  private final RespParser parser;
  private final OutputBuffer out;
  private final ReplyWriter replies;
  private final ClientSession session;
  private final ReadBuffer readBuffer = new ReadBuffer();
  private final BatchAnswerer answerer;
  private final ClientDeadline deadline = new ClientDeadline();
  private Socket transport;
  private InputStream source;
  private OutputStream sink;
  private boolean failed;
  private boolean broken;

  private volatile Thread thread;

  RespConnection(RespServer server, Socket socket, long id) {
    this.server = server;
    this.socket = socket;
    share = new BufferShare(server.budget());
    parser = server.newParser(share);
    out = new OutputBuffer(share);
    replies = new ReplyWriter(out, this::sendEarly);
    session = new ClientSession(id, peer(socket), replies, parser, share);
    answerer = new BatchAnswerer(server.handler(), session, replies);
    transport = socket;
    deadline.restart(server.loginNanos());
  }

  private static String peer(Socket socket) {
    InetSocketAddress address = (InetSocketAddress) socket.getRemoteSocketAddress();
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    try {
      transport = server.encryption().wrap(socket);
      source = transport.getInputStream();
      sink = transport.getOutputStream();
      serve();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> session + " broke: " + e.getMessage());
    } catch (RuntimeException | Error e) {
      // Edge: the end of the connection's thread; without the log the defect would stay unknown.
      LOG.log(Level.ERROR, session + " ended by a defect", e);
    } finally {
      end();
    }
  }

  private void serve() throws IOException {
    while (!isClosing()) {
      int length = readBuffer.readFrom(source);
      if (length < 0) {
        return;
      }
      process(readBuffer.bytes(), length);
      if (readBuffer.isFull(length) && !isClosing()) {
        readBurst();
      }
      readBuffer.adapt(length);
      answerBatch();
      send();
    }
    linger();
  }

  /**
   * Reads and processes what else has come after a small buffer was filled: it should be answered
   * together. Without memory for it, it waits where it is.
   */
  private void readBurst() throws IOException {
    int size = Math.min(source.available(), BURST);
    if (size == 0 || !server.budget().acquire(size)) {
      return;
    }
    try {
      byte[] burst = new byte[size];
      int length = source.read(burst);
      if (length > 0) {
        process(burst, length);
      }
    } finally {
      server.budget().giveBack(size);
    }
  }

  private void process(byte[] bytes, int length) throws IOException {
    parser.feed(bytes, length);
    try {
      parseAndAnswer();
    } finally {
      parser.release();
    }
  }

  private void parseAndAnswer() throws IOException {
    ParseOutcome outcome = parser.next();
    while (outcome != ParseOutcome.NEEDS_BYTES && !broken) {
      answerBatch();
      if (isClosing()) {
        return;
      }
      if (outcome == ParseOutcome.HTTP) {
        server.httpRequests().warn(session);
      } else if (outcome != ParseOutcome.BATCH_READY) {
        answerer.refuse(parser.complaint());
      }
      failed = outcome == ParseOutcome.FAILED || outcome == ParseOutcome.HTTP;
      if (failed) {
        return;
      }
      if (out.length() > SENT_AT_ONCE) {
        send();
      }
      outcome = parser.next();
    }
  }

  private void answerBatch() {
    if (parser.batch().isEmpty() || isClosing()) {
      return;
    }
    if (!session.isLoggedIn()) {
      deadline.lift();
    }
    answerer.answer(parser.batch());
    parser.batchAnswered();
    if (!session.isLoggedIn()) {
      deadline.restart(server.loginNanos());
    }
  }

  private boolean isClosing() {
    return failed || broken || session.isClosing();
  }

  private void sendEarly() {
    try {
      send();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> session + " broke while answering: " + e.getMessage());
      broken = true;
      out.clear();
    }
  }

  private void send() throws IOException {
    if (broken) {
      out.clear();
    } else if (out.length() > 0) {
      long before = deadline.nanos();
      out.sendTo(sink, this::restartWriteClock);
      deadline.set(session.isLoggedIn() ? ClientDeadline.NEVER : before);
    }
  }

  private void restartWriteClock() {
    deadline.restart(server.writeNanos());
  }

  /** Lets the client read the last replies: closing with unread input would destroy them. */
  private void linger() throws IOException {
    if (broken) {
      return;
    }
    send();
    deadline.restart(LINGER_NANOS);
    transport.shutdownOutput();
    int length = 0;
    for (int total = 0; length >= 0 && total < LINGER_BYTES; total += length) {
      length = readBuffer.readFrom(source);
    }
  }

  private void end() {
    close(transport);
    share.giveBackAll();
    server.gone(this);
    answerer.closed();
  }

  /** Closes the connection if its client let a deadline pass. Any thread. */
  void expireIfDue(long now) {
    if (deadline.isPast(now)) {
      LOG.log(Level.DEBUG, () -> session + " closed: the client took too long");
      close(socket);
    }
  }

  /** Ends the connection after the batch it is answering. Any thread. */
  void finish() {
    try {
      socket.shutdownInput();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> session + " was closed already: " + e.getMessage());
    }
  }

  /** Ends the connection now, also a handler that waits. Any thread. */
  void cut() {
    close(socket);
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  private void close(Socket layer) {
    try {
      layer.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> session + " did not close cleanly: " + e.getMessage());
    }
  }
}
