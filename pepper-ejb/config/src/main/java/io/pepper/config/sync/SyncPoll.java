package io.pepper.config.sync;

import java.time.Duration;
import java.util.Optional;

/**
 * A node's request for news that waits. Begun and closed by one thread, which asks for the answer
 * at once, after each wake and when the time is over.
 */
public final class SyncPoll implements AutoCloseable {
  private final Optional<Subscriber> subscriber;
  private final long known;
  private final Runnable wake;
  private final long deadline;

  SyncPoll(Optional<Subscriber> subscriber, long known, Duration hold, Runnable wake) {
    this.subscriber = subscriber;
    this.known = known;
    this.wake = wake;
    this.deadline = System.nanoTime() + hold.toNanos();
    subscriber.ifPresent(each -> each.await(wake));
  }

  /** Returns the answer, or empty if the node has to wait on. */
  public Optional<SyncAnswer> answer() {
    if (subscriber.isEmpty()) {
      return Optional.of(new SyncAnswer.Register());
    }
    Optional<SyncAnswer> news = subscriber.get().news(known);
    return news.isEmpty() && left().isZero() ? Optional.of(new SyncAnswer.Unchanged()) : news;
  }

  /** Returns the time after which there is an answer for certain. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }

  @Override
  public void close() {
    subscriber.ifPresent(each -> each.awaitNoMore(wake));
  }
}
