package io.pepper.connector.resp.server;

import io.pepper.connector.resp.RespCommand;
import io.pepper.connector.resp.RespHandler;
import java.lang.System.Logger.Level;
import java.util.List;

/** The way of batches to the application, which gives exactly one reply for each command. */
final class BatchAnswerer {
  private static final System.Logger LOG = System.getLogger(BatchAnswerer.class.getName());

  private final RespHandler handler;
  private final ClientSession session;
  private final ReplyWriter replies;
  private boolean handed;

  BatchAnswerer(RespHandler handler, ClientSession session, ReplyWriter replies) {
    this.handler = handler;
    this.session = session;
    this.replies = replies;
  }

  void answer(List<RespCommand> batch) {
    replies.expect(batch.size());
    handed = true;
    Throwable failure = null;
    try {
      handler.handle(session, batch, replies);
    } catch (RuntimeException | Error e) {
      // Edge: the application's defect must not end the connection.
      failure = e;
    }
    int missing = replies.finish();
    boolean left = session.isClosing() && failure == null; // QUIT: nobody waits for what follows it
    if (failure != null || missing > 0 && !left || replies.excess() > 0) {
      complain(missing, failure);
    }
    for (int i = 0; i < missing && !left; i++) {
      replies.error("ERR internal error, see the server's log for connection " + session.id());
    }
  }

  private void complain(int missing, Throwable failure) {
    String what = "%s: the handler left %d commands unanswered and wrote %d replies too many";
    LOG.log(Level.ERROR, what.formatted(session, missing, replies.excess()), failure);
  }

  /**
   * Answers a command that never reaches the application, and notifies the application if it knows
   * the session.
   */
  void refuse(String complaint) {
    replies.expect(1);
    replies.error(complaint);
    if (!handed) {
      return;
    }
    try {
      handler.refused(session);
    } catch (RuntimeException e) {
      // Edge: the application's defect must not end the connection.
      LOG.log(Level.ERROR, session + ": the handler failed at a refused command", e);
    }
  }

  /** Notifies the application that the connection is gone, if it knows the session. */
  void closed() {
    if (!handed) {
      return;
    }
    try {
      handler.closed(session);
    } catch (RuntimeException e) {
      // Edge: the application's defect must not keep the connection from being cleared away.
      LOG.log(Level.ERROR, session + ": the handler failed at the close", e);
    }
  }
}
