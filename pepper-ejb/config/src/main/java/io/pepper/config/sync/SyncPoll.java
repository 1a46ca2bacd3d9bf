package io.pepper.config.sync;

import java.time.Duration;
import java.util.Optional;

/**
 * A node's request for news that waits, and gets one answer. Begun and closed by one thread, which
 * asks for the answer at once, after each wake and when the time is over; news that come in between
 * are delivered by the thread that brings them, if that can be done without waiting.
 */
public final class SyncPoll implements AutoCloseable {
  private final Optional<Subscriber> subscriber;
  private final long known;
  private final SyncListener listener;
  private final long deadline;
  private boolean isOver;

  private SyncPoll(
      Optional<Subscriber> subscriber, long known, Duration hold, SyncListener listener) {
    this.subscriber = subscriber;
    this.known = known;
    this.listener = listener;
    this.deadline = System.nanoTime() + hold.toNanos();
  }

  static SyncPoll begin(
      Optional<Subscriber> subscriber, long known, Duration hold, SyncListener listener) {
    SyncPoll poll = new SyncPoll(subscriber, known, hold, listener);
    subscriber.ifPresent(each -> each.await(poll));
    return poll;
  }

  /** Delivers what is new, or else wakes the thread of the request. */
  synchronized void changed() {
    if (!isOver) {
      isOver = news().filter(listener::deliver).isPresent();
      if (!isOver) {
        listener.wake();
      }
    }
  }

  /**
   * Returns the answer that the caller has to give; empty if the node has to wait on, or the answer
   * was delivered, which {@link #isOver} tells.
   *
   * @param now whether there has to be an answer, even if there is nothing new
   */
  public synchronized Optional<SyncAnswer> answer(boolean now) {
    if (isOver) {
      return Optional.empty();
    }
    Optional<SyncAnswer> news = news();
    isOver = news.isPresent() || now || left().isZero();
    return isOver ? news.or(() -> Optional.of(new SyncAnswer.Unchanged())) : news;
  }

  private Optional<SyncAnswer> news() {
    return subscriber.isEmpty()
        ? Optional.of(new SyncAnswer.Register())
        : subscriber.get().news(known);
  }

  /** Returns whether the request has its answer. */
  public synchronized boolean isOver() {
    return isOver;
  }

  /** Returns the time after which there is an answer for certain. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }

  /** Ends the waiting; nothing is delivered after that. */
  @Override
  public void close() {
    synchronized (this) {
      isOver = true;
    }
    subscriber.ifPresent(each -> each.awaitNoMore(this));
  }
}
