package io.pepper.connector.gorpc.server;

import io.pepper.gob.GobException;
import io.pepper.gob.GobValue;
import io.pepper.gob.read.GobReader;
import io.pepper.gob.write.GobMessage;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One client, from accept to close. Its virtual thread reads calls and starts them; answers go out
 * by the {@link AnswerSender} as they come. {@link #closeIfOverdue}, {@link #finish} and {@link
 * #cut} are called from outside.
 */
final class GorpcConnection {
  private static final System.Logger LOG = System.getLogger(GorpcConnection.class.getName());

  private static final int MAX_UNSTARTED = 16;

  private final GorpcServer server;
  private final Socket socket;
  private final String peer;
  private final GobReader reader;
  private final AnswerSender sender;
  private final Set<GorpcServerCall> calls = ConcurrentHashMap.newKeySet();

  /** The frames on their way that answer no call that was started. */
  private final Semaphore unstarted = new Semaphore(MAX_UNSTARTED);

  /** The time at which the request that is being read began, by {@link System#nanoTime}. */
  private volatile long requestSince;

  /** The time at which the last request was read, or the last call ended. */
  private volatile long idleSince = System.nanoTime();

  private volatile boolean isReading;
  private volatile boolean isStopping;
  private final AtomicBoolean isEnded = new AtomicBoolean();

  GorpcConnection(GorpcServer server, Socket socket, long id) throws IOException {
    this.server = server;
    this.socket = socket;
    peer = socket.getInetAddress().getHostAddress();
    socket.setTcpNoDelay(true);
    socket.setKeepAlive(true);
    reader =
        new GobReader(socket.getInputStream(), server.limits().values(), server.requestBytes());
    sender =
        new AnswerSender(
            socket.getOutputStream(),
            "pepper-gorpc-send-" + id,
            server.limits().times().write().toNanos(),
            this::end,
            this::endIfDone);
  }

  String peer() {
    return peer;
  }

  /** Serves the client until it is gone; on the connection's virtual thread. */
  void run() {
    try {
      while (!isStopping && reader.await()) {
        requestSince = System.nanoTime();
        isReading = true;
        serveNext();
        idleSince = System.nanoTime();
        isReading = false;
      }
    } catch (GobException e) {
      LOG.log(
          Level.WARNING,
          () ->
              "closing gorpc client %s: %s; limits are the settings pepper.gorpc.*"
                  .formatted(peer, e.getMessage()));
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> "gorpc client " + peer + " is gone: " + e.getMessage());
    } finally {
      reader.close();
      if (isStopping) {
        endIfDone();
      } else {
        end();
      }
    }
  }

  private void serveNext() throws IOException {
    RequestHeader header = GorpcFrames.request(next());
    if (header.isPing()) {
      send(GorpcFrames.pong(header.seq()));
      return;
    }
    GobValue argument = next();
    GorpcServerCall call = new GorpcServerCall(this, header, argument, reader.valueMemory());
    server.calls().start(call, this);
  }

  private GobValue next() throws IOException {
    return reader.read().orElseThrow(() -> new EOFException("the client ended inside of a call"));
  }

  /**
   * Sends a frame that answers no call that was started. Waits while the client takes none; on the
   * connection's thread.
   */
  void send(GobMessage header) {
    unstarted.acquireUninterruptibly();
    sender.send(header, null, unstarted::release);
  }

  /** Sends the answer of a call, which is over then. Any thread. */
  void send(GorpcServerCall call, GobMessage header, GobMessage reply) {
    sender.send(header, reply, () -> over(call));
  }

  /** Adds a call that begins; returns false, and adds nothing, if there are too many. */
  boolean add(GorpcServerCall call) {
    return calls.size() < server.limits().callsPerConnection() && calls.add(call);
  }

  /** Takes note that a call has ended, with or without an answer. Any thread. */
  void over(GorpcServerCall call) {
    idleSince = System.nanoTime();
    if (calls.remove(call)) {
      server.calls().ended(call);
    }
    endIfDone();
  }

  /** Ends a call whose connection has ended, or which waits while the server stops. */
  void endWaitingIfStopping(GorpcServerCall call) {
    if (isEnded.get() || isStopping && call.isWaiting()) {
      abandon(call);
    }
  }

  private void abandon(GorpcServerCall call) {
    if (call.abandon()) {
      over(call);
    }
  }

  /** Closes the connection if its client took too long. Any thread. */
  void closeIfOverdue(long now) {
    GorpcLimits.GorpcTimeouts times = server.limits().times();
    boolean isIdle = !isReading && calls.isEmpty() && now - idleSince > times.idle().toNanos();
    boolean isSlow = isReading && now - requestSince > times.request().toNanos();
    if (isIdle || isSlow || sender.isOverdue(now)) {
      LOG.log(Level.DEBUG, () -> "closing gorpc client " + peer + ", which took too long");
      end();
    }
  }

  /** Ends the connection after the calls being answered; those that wait end now. Any thread. */
  void finish() {
    isStopping = true;
    try {
      socket.shutdownInput();
    } catch (IOException e) {
      end();
    }
    calls.forEach(this::endWaitingIfStopping);
    endIfDone();
  }

  /** Ends the connection now, also calls being answered. Any thread. */
  void cut() {
    calls.forEach(GorpcServerCall::interrupt);
    end();
  }

  private void endIfDone() {
    if (isStopping && calls.isEmpty() && !sender.isBusy()) {
      end();
    }
  }

  private void end() {
    if (isEnded.compareAndSet(false, true)) {
      closeSocket();
      server.gone(this);
    }
    calls.forEach(this::abandon);
  }

  private void closeSocket() {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> "closing gorpc client " + peer + ": " + e.getMessage());
    }
  }
}
