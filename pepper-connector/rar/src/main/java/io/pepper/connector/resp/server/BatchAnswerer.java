package io.pepper.connector.resp.server;

import io.netty.channel.EventLoop;
import io.pepper.connector.resp.RespCommand;
import io.pepper.connector.resp.RespHandler;
import io.pepper.connector.resp.RespReplies;
import io.pepper.connector.resp.StartedBatch;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The way of batches to the application, which gives exactly one reply for each command. A batch
 * that needs no waiting is started and answered on the connection's event loop, any other on a
 * virtual thread of its own. {@link #interrupt} is for any thread, the rest for the event loop.
 */
final class BatchAnswerer {
  private static final System.Logger LOG = System.getLogger(BatchAnswerer.class.getName());

  private final RespHandler handler;
  private final ClientSession session;
  private final ReplyWriter replies;
  private final EventLoop loop;
  private boolean handed;
  private volatile Thread thread;

  BatchAnswerer(RespHandler handler, ClientSession session, ReplyWriter replies, EventLoop loop) {
    this.handler = handler;
    this.session = session;
    this.replies = replies;
    this.loop = loop;
  }

  /**
   * Has a batch answered.
   *
   * @param batch unchanged until then
   * @param onAnswered runs on the event loop when its replies are written; at once if there is no
   *     need to wait
   */
  void answer(List<RespCommand> batch, Runnable onAnswered) {
    StartedBatch started = start(batch);
    if (started == null) {
      answerOnThread(batch, onAnswered);
    } else if (started.done().isDone()) {
      write(batch, started, onAnswered);
    } else {
      started
          .done()
          .whenComplete((any, failure) -> loop.execute(() -> write(batch, started, onAnswered)));
    }
  }

  private void write(List<RespCommand> batch, StartedBatch started, Runnable onAnswered) {
    complete(batch, () -> started.write(replies));
    onAnswered.run();
  }

  private void answerOnThread(List<RespCommand> batch, Runnable onAnswered) {
    thread =
        Thread.ofVirtual()
            .inheritInheritableThreadLocals(false)
            .name(session.threadName())
            .unstarted(() -> {
              try {
                complete(batch, () -> handler.handle(session, batch, replies));
              } finally {
                thread = null;
                loop.execute(onAnswered);
              }
            });
    thread.start();
  }

  /** Interrupts the thread of a batch that is being answered, if there is one. */
  void interrupt() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  private StartedBatch start(List<RespCommand> batch) {
    handed = true;
    try {
      return handler.start(session, batch);
    } catch (RuntimeException | Error e) {
      // Edge: the application's defect must not end the connection.
      return failed(e);
    }
  }

  private static StartedBatch failed(Throwable failure) {
    return new StartedBatch() {
      @Override
      public CompletableFuture<?> done() {
        return CompletableFuture.completedFuture(null);
      }

      @Override
      public void write(RespReplies replies) {
        throw new IllegalStateException("the batch could not be started", failure);
      }
    };
  }

  private void complete(List<RespCommand> batch, Runnable writing) {
    replies.expect(batch.size());
    Throwable failure = null;
    try {
      writing.run();
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
