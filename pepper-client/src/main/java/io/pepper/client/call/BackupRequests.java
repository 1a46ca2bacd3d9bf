package io.pepper.client.call;

import io.pepper.client.Instance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The calls that are made a second time when their answer is late. Only so many are made at a time:
 * when everything is slow, twice the calls would make it slower.
 */
final class BackupRequests {
  private static final int MAX_CONCURRENT = 128;

  private final Semaphore free = new Semaphore(MAX_CONCURRENT);

  /** Finds an instance other than those. */
  @FunctionalInterface
  interface Next {
    Instance other(List<Instance> tried) throws NoInstanceException;
  }

  <T> T call(Duration latency, Next next, Call<T> call, Predicate<Exception> mayRetry)
      throws Exception {
    BlockingQueue<Outcome<T>> outcomes = new LinkedBlockingQueue<>(2);
    List<Thread> threads = new ArrayList<>();
    Instance first = next.other(List.of());
    boolean permitted = false;
    try {
      threads.add(start(first, call, outcomes));
      Outcome<T> outcome = outcomes.poll(latency.toNanos(), TimeUnit.NANOSECONDS);
      if (outcome != null && outcome.isFinal(mayRetry)) {
        return outcome.get();
      }
      permitted = free.tryAcquire();
      Instance second = permitted ? otherThan(first, next) : first;
      if (second.isSameAs(first)) {
        return (outcome == null ? outcomes.take() : outcome).get();
      }
      threads.add(start(second, call, outcomes));
      return firstAnswer(outcome, outcomes, mayRetry);
    } finally {
      threads.forEach(Thread::interrupt);
      if (permitted) {
        free.release();
      }
    }
  }

  /**
   * Returns another instance, or the same if there is no other any more: the call under way must
   * not suffer from that.
   */
  private static Instance otherThan(Instance first, Next next) {
    try {
      return next.other(List.of(first));
    } catch (NoInstanceException e) {
      return first;
    }
  }

  private static <T> T firstAnswer(
      Outcome<T> failed, BlockingQueue<Outcome<T>> outcomes, Predicate<Exception> mayRetry)
      throws Exception {
    Outcome<T> one = failed == null ? outcomes.take() : failed;
    if (failed == null && one.isFinal(mayRetry)) {
      return one.get();
    }
    Outcome<T> other = outcomes.take();
    if (other.failure != null) {
      other.failure.addSuppressed(one.failure);
    }
    return other.get();
  }

  private static <T> Thread start(
      Instance instance, Call<T> call, BlockingQueue<Outcome<T>> outcomes) {
    return Thread.ofVirtual()
        .name("pepper-client-call")
        .start(() -> outcomes.add(outcome(instance, call)));
  }

  private static <T> Outcome<T> outcome(Instance instance, Call<T> call) {
    try {
      return new Outcome<>(call.on(instance), null);
    } catch (Throwable e) {
      // Edge: an Error, too, must reach the caller, which would wait for ever otherwise.
      return new Outcome<>(null, e);
    }
  }

  private record Outcome<T>(T answer, Throwable failure) {
    /** Asks the predicate on the caller's thread: what it throws must reach the caller. */
    boolean isFinal(Predicate<Exception> mayRetry) {
      return !(failure instanceof Exception exception && mayRetry.test(exception));
    }

    T get() throws Exception {
      if (failure instanceof Exception exception) {
        throw exception;
      }
      if (failure != null) {
        throw (Error) failure;
      }
      return answer;
    }
  }
}
