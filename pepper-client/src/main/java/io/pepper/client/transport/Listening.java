package io.pepper.client.transport;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/**
 * The notifications of one listener. It gets the newest state, and the one that it got before, on a
 * virtual thread that lives while there is something to report: however fast states change and
 * however slow the listener is, nothing queues up.
 *
 * @param <S> a state; immutable
 */
public final class Listening<S> {
  private static final System.Logger LOG = System.getLogger(Listening.class.getName());

  private final String subject;
  private final BiConsumer<S, S> listener;
  private final Supplier<S> state;
  private final BiPredicate<S, S> isSame;
  private final AtomicInteger wakes = new AtomicInteger();
  private S known;
  private volatile boolean ended;

  /**
   * Creates it without a thread.
   *
   * @param subject what the listener hears of, for the log
   * @param known the state that the listener has
   * @param state gives the newest one
   * @param isSame whether a listener that has one state need not hear of the other
   * @param listener gets the state that it has, then the newest
   */
  public Listening(
      String subject,
      S known,
      Supplier<S> state,
      BiPredicate<S, S> isSame,
      BiConsumer<S, S> listener) {
    this.subject = subject;
    this.known = known;
    this.state = state;
    this.isSame = isSame;
    this.listener = listener;
  }

  /** Notes that there may be a newer state; never waits. */
  public void wake() {
    if (wakes.getAndIncrement() == 0) {
      Thread.ofVirtual().name("pepper-client-listener").start(this::run);
    }
  }

  /** Begins no more notifications. */
  public void end() {
    ended = true;
  }

  private void run() {
    int seen;
    do {
      seen = wakes.get();
      S now = state.get();
      if (!ended && !isSame.test(now, known)) {
        S before = known;
        known = now;
        notifyListener(before, now);
      }
    } while (!wakes.compareAndSet(seen, 0));
  }

  private void notifyListener(S before, S now) {
    try {
      listener.accept(before, now);
    } catch (RuntimeException e) {
      // Edge: a listener that fails must hear of later changes all the same.
      LOG.log(Level.WARNING, "a listener for " + subject + " failed", e);
    }
  }
}
