package io.pepper.web.poll;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.SelectableChannel;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** A request that waits for news, without a thread. Safe for any number of threads. */
final class Poll<Q, R> {
  private static final Logger LOG = System.getLogger(Poll.class.getName());

  private enum State {
    WAITING,
    /** State in the queue or under evaluation. */
    DUE,
    DONE
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.DUE);
  private final Q question;
  private final ParkedRequest<R> request;
  private Runnable subscription;
  private Future<?> timer;
  private Runnable watch;
  private volatile boolean isExpired;
  private volatile boolean hasCaughtUp;
  private final AtomicBoolean isCatchingUp = new AtomicBoolean();
  private volatile Future<?> catchUpTimer;

  Poll(Q question, ParkedRequest<R> request) {
    this.question = question;
    this.request = request;
  }

  Q question() {
    return question;
  }

  /** Returns the caller's connection, if nothing else can be under way on it. */
  Optional<SelectableChannel> socket() {
    return request.socket();
  }

  /**
   * Sets what ends together with the poll. A new poll is due, so that no other thread evaluates it
   * before its first evaluation.
   */
  void hold(Runnable newSubscription, Future<?> newTimer, Runnable newWatch) {
    subscription = newSubscription;
    timer = newTimer;
    watch = newWatch;
  }

  /** Lets the next evaluation answer, with news or without. */
  void expire() {
    isExpired = true;
  }

  boolean isExpired() {
    return isExpired;
  }

  /** Returns true to the first caller, which then starts the timer for catching up. */
  boolean beginCatchUp() {
    return isCatchingUp.compareAndSet(false, true);
  }

  /** Sets the timer that ends together with the poll; cancels it if the poll has ended. */
  void holdCatchUp(Future<?> newTimer) {
    catchUpTimer = newTimer;
    if (state.get() == State.DONE) {
      cancel(newTimer);
    }
  }

  private static void cancel(Future<?> timer) {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  /** Notes that this node has had the time to learn what the caller may have from another. */
  void catchUp() {
    hasCaughtUp = true;
  }

  boolean hasCaughtUp() {
    return hasCaughtUp;
  }

  /**
   * Marks the poll as due.
   *
   * @return whether the caller has to put it into the queue; false if it is there, or done
   */
  boolean markDue() {
    return state.compareAndSet(State.WAITING, State.DUE);
  }

  /** Precedes an evaluation: changes from now on mark the poll as due again. */
  void beginEvaluation() {
    state.compareAndSet(State.DUE, State.WAITING);
  }

  /**
   * Ends the poll.
   *
   * @return whether the caller has to release and answer it; true once
   */
  boolean finish() {
    return state.getAndSet(State.DONE) != State.DONE;
  }

  /** Ends the subscription, the timers and the watch. */
  void release() {
    if (subscription != null) {
      subscription.run();
      timer.cancel(false);
      watch.run();
    }
    cancel(catchUpTimer);
  }

  /** Answers, after {@link #finish}. Blocks while the caller is slow to read. */
  void send(R reply) {
    try {
      request.send(reply);
    } catch (IOException | IllegalStateException e) {
      LOG.log(Level.DEBUG, "a poll was gone before it could be answered: {0}", e.toString());
    } finally {
      resume();
    }
  }

  private void resume() {
    try {
      request.resume();
    } catch (IllegalStateException e) {
      LOG.log(Level.DEBUG, "the server ended a poll before: {0}", e.toString());
    }
  }
}
