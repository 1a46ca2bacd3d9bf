package io.pepper.connector.gorpc.server;

import io.pepper.connector.gorpc.GorpcCall;
import io.pepper.gob.GobValue;
import io.pepper.gob.write.GobMessage;

/** One call of a connection. Its state is guarded by itself, for a few instructions at a time. */
final class GorpcServerCall implements GorpcCall {
  private final GorpcConnection connection;
  private final RequestHeader header;
  private final GobValue argument;
  private final long memory;
  private boolean isOver;
  private boolean isAbandoned;
  private Runnable action;
  private Thread thread;

  /**
   * @param memory of the argument in bytes, which counts until the call is over
   */
  GorpcServerCall(
      GorpcConnection connection, RequestHeader header, GobValue argument, long memory) {
    this.connection = connection;
    this.header = header;
    this.argument = argument;
    this.memory = memory;
  }

  RequestHeader header() {
    return header;
  }

  long memory() {
    return memory;
  }

  @Override
  public String peer() {
    return connection.peer();
  }

  @Override
  public GobValue argument() {
    return argument;
  }

  @Override
  public void answer(GobMessage reply) {
    if (finish()) {
      if (header.isSendOnly()) {
        connection.over(this);
      } else {
        connection.send(this, GorpcFrames.data(header.seq()), reply);
      }
    }
  }

  @Override
  public void fail(String reason) {
    if (finish()) {
      if (header.isSendOnly()) {
        connection.over(this);
      } else {
        connection.send(this, GorpcFrames.failure(header.seq(), reason), null);
      }
    }
  }

  private synchronized boolean finish() {
    boolean isFirst = !isOver;
    isOver = true;
    action = null;
    return isFirst;
  }

  @Override
  public void onAbandoned(Runnable action) {
    boolean runsNow;
    synchronized (this) {
      runsNow = isAbandoned;
      this.action = isOver ? null : action;
    }
    if (runsNow) {
      action.run();
    }
    connection.endWaitingIfStopping(this);
  }

  /** Returns whether it waits for something that may come late. */
  synchronized boolean isWaiting() {
    return action != null;
  }

  synchronized boolean isOver() {
    return isOver;
  }

  synchronized void servedBy(Thread thread) {
    this.thread = thread;
  }

  /** Ends the call without an answer, unless it has one; returns whether it did. */
  boolean abandon() {
    Runnable last;
    synchronized (this) {
      if (isOver) {
        return false;
      }
      isOver = true;
      isAbandoned = true;
      last = action;
      action = null;
    }
    if (last != null) {
      last.run();
    }
    return true;
  }

  /** Interrupts the thread that serves it. */
  synchronized void interrupt() {
    if (thread != null) {
      thread.interrupt();
    }
  }
}
