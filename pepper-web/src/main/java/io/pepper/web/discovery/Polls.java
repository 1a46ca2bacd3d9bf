package io.pepper.web.discovery;

import io.pepper.discovery.Pollers.Poller;
import io.pepper.discovery.Registry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The requests that wait for news. Whoever changes something only puts them into a queue; a bounded
 * number of virtual threads looks at each and answers, so that a change never waits for pollers,
 * nor pollers for one that is slow to read. Safe for any number of threads.
 */
final class Polls implements AutoCloseable {
  static final EncodedReply NOTHING_NEW = EncodedReply.of(Code.NOT_MODIFIED);
  static final EncodedReply FULL =
      EncodedReply.of(
          Code.UNAVAILABLE,
          "too many polls wait at this node; raise " + DiscoveryApi.POLLS + " or ask another node");

  private static final Logger LOG = System.getLogger(Polls.class.getName());
  private static final int WRITERS = 64;

  /** How long this node may need to learn what another has told; usually it is milliseconds. */
  private static final Duration CATCH_UP = Duration.ofSeconds(3);

  private static final Duration SHRINK = Duration.ofSeconds(1);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(2);
  private static final Duration STOP_LOOK = Duration.ofMillis(10);

  private final Set<Poll> parked = ConcurrentHashMap.newKeySet();

  /** Holds each parked poll once at the most. */
  private final BlockingQueue<Poll> called = new LinkedBlockingQueue<>();

  private final Registry registry;
  private final PollAnswers answers;
  private final int most;
  private final ScheduledThreadPoolExecutor timer;
  private final DisconnectDetector<Poll> hangups = new DisconnectDetector<>(this::expire);
  private final List<Thread> writers = new ArrayList<>();
  private volatile boolean isClosed;

  /**
   * @param most that wait at once
   */
  Polls(Registry registry, PollAnswers answers, int most) {
    this.registry = registry;
    this.answers = answers;
    this.most = most;
    this.timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("pepper-polls").factory());
    timer.setRemoveOnCancelPolicy(true);
  }

  void open() {
    hangups.open();
    for (int i = 0; i < WRITERS; i++) {
      writers.add(Thread.ofVirtual().name("pepper-polls-" + i).start(this::answerCalled));
    }
    long pause = SHRINK.toNanos();
    timer.scheduleWithFixedDelay(answers::shrink, pause, pause, TimeUnit.NANOSECONDS);
  }

  int size() {
    return parked.size();
  }

  void tell(Consumer<Poller> listener) {
    parked.forEach(poll -> listener.accept(poll.poller()));
  }

  boolean isFull() {
    return parked.size() >= most;
  }

  /** Keeps a poll until there is news for it, at most that long. */
  void park(Poll poll, Duration hold) {
    try {
      poll.holds(
          registry.subscribe(new HashSet<>(poll.question().apps()), changed -> call(poll)),
          schedule(poll, hold, this::expire),
          poll.socket().map(socket -> hangups.watch(socket, poll)).orElse(() -> {}));
    } catch (RuntimeException e) {
      failed(poll, e);
      return;
    }
    parked.add(poll);
    if (isClosed) {
      poll.expire();
    }
    // What changed between the caller's look and the subscription.
    answer(poll);
  }

  /** An application may come to be while the poll waits: whether it is ahead shows only then. */
  private void catchUp(Poll poll) {
    if (answers.isAhead(poll.question()) && poll.beginsToCatchUp()) {
      poll.holds(schedule(poll, CATCH_UP, this::caughtUp));
    }
  }

  private Future<?> schedule(Poll poll, Duration delay, Consumer<Poll> then) {
    try {
      return timer.schedule(() -> then.accept(poll), delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      poll.expire();
      return CompletableFuture.completedFuture(null);
    }
  }

  /** Looks at all of them again. */
  void callAll() {
    parked.forEach(this::call);
  }

  private void call(Poll poll) {
    if (poll.call()) {
      called.add(poll);
    }
  }

  private void caughtUp(Poll poll) {
    poll.catchUp();
    call(poll);
  }

  private void expire(Poll poll) {
    poll.expire();
    call(poll);
  }

  private void answerCalled() {
    try {
      while (true) {
        answer(called.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(Poll poll) {
    poll.look();
    boolean isOver = poll.isOver();
    try {
      Optional<EncodedReply> news = answers.to(poll.question(), isOver || poll.hasCaughtUp());
      if (news.isPresent() || isOver) {
        end(poll, news.orElse(NOTHING_NEW));
      } else {
        catchUp(poll);
      }
    } catch (RuntimeException e) {
      failed(poll, e);
    }
  }

  /** No request may stay unanswered for ever. */
  private void failed(Poll poll, RuntimeException cause) {
    LOG.log(Level.ERROR, "a poll cannot be answered", cause);
    end(poll, EncodedReply.of(Code.SERVER_ERROR));
  }

  private void end(Poll poll, EncodedReply reply) {
    if (poll.finish()) {
      parked.remove(poll);
      poll.release();
      poll.send(reply);
    }
  }

  /** Answers all of them at once; returns when they are, or when that takes too long. */
  @Override
  public void close() {
    isClosed = true;
    timer.shutdownNow();
    parked.forEach(this::expire);
    long limit = System.nanoTime() + STOP_LIMIT.toNanos();
    try {
      while (!parked.isEmpty() && System.nanoTime() < limit) {
        Thread.sleep(STOP_LOOK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    writers.forEach(Thread::interrupt);
    hangups.close();
  }
}
