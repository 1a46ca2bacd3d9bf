package io.pepper.web.poll;

import io.pepper.concurrent.Threads;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
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
 * The requests that wait for news. A change only puts them into a queue; a bounded number of
 * virtual threads evaluates and answers them, so that a change never waits for polls, nor polls for
 * one whose caller is slow to read. Safe for any number of threads.
 *
 * @param <Q> what a poll asks for; immutable
 * @param <R> a reply, encoded
 */
public final class Polls<Q, R> implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Polls.class.getName());
  private static final int THREADS = 64;

  /** The longest that this node takes to learn what another has published; usually milliseconds. */
  private static final Duration CATCH_UP_TIMEOUT = Duration.ofSeconds(3);

  private static final Duration SHRINK_INTERVAL = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration CLOSE_CHECK_INTERVAL = Duration.ofMillis(10);

  private final Set<Poll<Q, R>> parked = ConcurrentHashMap.newKeySet();

  /** The polls to be evaluated, each once at the most. */
  private final BlockingQueue<Poll<Q, R>> due = new LinkedBlockingQueue<>();

  private final PollSource<Q, R> source;
  private final int limit;
  private final ScheduledThreadPoolExecutor timer;
  private final DisconnectDetector<Poll<Q, R>> disconnects = new DisconnectDetector<>(this::expire);
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean isClosed;

  /**
   * Creates it without threads; {@link #open} starts them.
   *
   * @param limit number of polls from which on {@link #isFull} holds
   */
  public Polls(PollSource<Q, R> source, int limit) {
    this.source = source;
    this.limit = limit;
    this.timer = new ScheduledThreadPoolExecutor(1, Threads.platform("pepper-polls").factory());
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Starts the threads. */
  public void open() {
    disconnects.open();
    for (int i = 0; i < THREADS; i++) {
      threads.add(Threads.virtual("pepper-polls-" + i).start(this::evaluateDue));
    }
    long pause = SHRINK_INTERVAL.toNanos();
    timer.scheduleWithFixedDelay(source::shrink, pause, pause, TimeUnit.NANOSECONDS);
  }

  /** Returns the number of polls that wait. */
  public int size() {
    return parked.size();
  }

  /** Passes on what each waiting poll asks for. */
  public void forEach(Consumer<Q> visitor) {
    parked.forEach(poll -> visitor.accept(poll.question()));
  }

  /** Returns whether no more polls should be parked. */
  public boolean isFull() {
    return parked.size() >= limit;
  }

  /**
   * Keeps a request until there is news for it, or its time is up.
   *
   * @param hold longest time to wait
   */
  public void park(Q question, ParkedRequest<R> request, Duration hold) {
    Poll<Q, R> poll = new Poll<>(question, request);
    try {
      poll.hold(
          source.subscribe(question, () -> enqueue(poll)),
          schedule(poll, hold, this::expire),
          poll.socket().map(socket -> disconnects.watch(socket, poll)).orElse(() -> {}));
    } catch (RuntimeException e) {
      // Edge: whatever a capability throws is answered: no request may stay open for ever.
      failed(poll, e);
      return;
    }
    parked.add(poll);
    if (isClosed) {
      poll.expire();
    }
    // What changed between the caller's own evaluation and the subscription.
    evaluate(poll);
  }

  /**
   * Starts the timer for catching up if the poll is ahead. What is asked for may come to be while
   * the poll waits: only then it can be ahead.
   */
  private void catchUp(Poll<Q, R> poll) {
    if (source.isAhead(poll.question()) && poll.beginCatchUp()) {
      poll.holdCatchUp(schedule(poll, CATCH_UP_TIMEOUT, this::caughtUp));
    }
  }

  private Future<?> schedule(Poll<Q, R> poll, Duration delay, Consumer<Poll<Q, R>> then) {
    try {
      return timer.schedule(() -> then.accept(poll), delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      poll.expire();
      return CompletableFuture.completedFuture(null);
    }
  }

  /** Puts all polls into the queue. Never blocks. */
  public void evaluateAll() {
    parked.forEach(this::enqueue);
  }

  private void enqueue(Poll<Q, R> poll) {
    if (poll.markDue()) {
      due.add(poll);
    }
  }

  private void caughtUp(Poll<Q, R> poll) {
    poll.catchUp();
    enqueue(poll);
  }

  private void expire(Poll<Q, R> poll) {
    poll.expire();
    enqueue(poll);
  }

  private void evaluateDue() {
    try {
      while (true) {
        evaluate(due.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void evaluate(Poll<Q, R> poll) {
    poll.beginEvaluation();
    boolean isExpired = poll.isExpired();
    try {
      Optional<R> news = source.news(poll.question(), isExpired || poll.hasCaughtUp());
      if (news.isPresent() || isExpired) {
        end(poll, news.orElseGet(source::nothingNew));
      } else {
        catchUp(poll);
      }
    } catch (RuntimeException e) {
      // Edge: whatever a capability throws must not end the thread that serves all polls.
      failed(poll, e);
    }
  }

  /** Answers with a failure: no request may stay open for ever. */
  private void failed(Poll<Q, R> poll, RuntimeException cause) {
    LOG.log(Level.ERROR, "a poll cannot be answered", cause);
    end(poll, source.failure());
  }

  private void end(Poll<Q, R> poll, R reply) {
    if (poll.finish()) {
      parked.remove(poll);
      poll.release();
      poll.send(reply);
    }
  }

  /** Answers all polls at once; returns when that is done, and after 2 s at the latest. */
  @Override
  public void close() {
    isClosed = true;
    timer.shutdownNow();
    parked.forEach(this::expire);
    long end = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
    try {
      while (!parked.isEmpty() && System.nanoTime() < end) {
        Thread.sleep(CLOSE_CHECK_INTERVAL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.forEach(Thread::interrupt);
    disconnects.close();
  }
}
