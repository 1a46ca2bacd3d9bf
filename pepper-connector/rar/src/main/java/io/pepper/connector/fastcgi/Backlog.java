package io.pepper.connector.fastcgi;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Guesses how many children a php-fpm has for us, which it does not tell: FCGI_GET_VALUES knows no
 * FCGI_MAX_CONNS there. A kept connection pins one child; a connection that no child has taken sits
 * in the listen backlog, which looks from here like a slow script.
 *
 * <p>What can be known: the backlog is first in, first out, so a connection that answers proves
 * that all opened before it have a child too. What is left is <em>passed over</em> if other
 * connections began and finished requests meanwhile. Then a finished connection is closed instead
 * of kept, its child takes the oldest in the backlog, and the number of pinned children becomes the
 * cap above which callers wait for a connection to be handed over. Every second one caller may
 * exceed the cap, to find out whether there are more children by now.
 *
 * <p>Times are {@link System#nanoTime} values. Guarded by the pool's lock.
 */
final class Backlog {
  /** How long an unanswered connection, and a caller above the cap, waits before it acts. */
  static final long PATIENCE_NANOS = 20_000_000;

  private static final long PROBE_NANOS = 1_000_000_000;

  private final Deque<Waiting> unanswered = new ArrayDeque<>();
  private int cap = Integer.MAX_VALUE;
  private long nextProbe;

  /** A first request waits on this new connection. */
  void connected(Object connection, long connectNanos, long now) {
    unanswered.addLast(new Waiting(connection, now, PATIENCE_NANOS + 4 * connectNanos));
  }

  /** The first byte came on a connection that was reported as {@link #connected}. */
  void answered(Object connection, int open) {
    if (unanswered.stream().noneMatch(each -> each.connection == connection)) {
      return;
    }
    Waiting accepted;
    do {
      accepted = unanswered.removeFirst();
    } while (accepted.connection != connection);
    cap = Math.max(cap, pinned(open));
  }

  void gone(Object connection) {
    unanswered.removeIf(each -> each.connection == connection);
  }

  /**
   * Whether a connection that just finished a request should be closed, so that its child takes one
   * from the backlog.
   *
   * @param startedAt when the finished request was sent
   */
  boolean wantsChildAfter(long startedAt, int open, long now) {
    for (Waiting each : unanswered) {
      if (each.isPassedOverBy(startedAt)) {
        each.patience *= 2;
        learnCap(open, now);
        return true;
      }
      if (startedAt - each.since <= PATIENCE_NANOS) {
        return false;
      }
    }
    return false;
  }

  /**
   * Whether an idle connection should be closed, because a request waits and may need its child.
   */
  boolean wantsIdleChild(long now) {
    Waiting oldest = unanswered.peekFirst();
    if (oldest == null || !oldest.isPassedOverBy(now)) {
      return false;
    }
    oldest.patience *= 2;
    return true;
  }

  /** Whether one more connection is likely to find a child. */
  boolean admits(int open, long now) {
    if (open < cap) {
      return true;
    }
    if (now - nextProbe < 0) {
      return false;
    }
    nextProbe = now + PROBE_NANOS;
    return true;
  }

  private void learnCap(int open, long now) {
    cap = Math.max(1, pinned(open));
    nextProbe = now + PROBE_NANOS;
  }

  private int pinned(int open) {
    return open - unanswered.size();
  }

  private static final class Waiting {
    private final Object connection;
    private final long since;
    private long patience;

    Waiting(Object connection, long since, long patience) {
      this.connection = connection;
      this.since = since;
      this.patience = patience;
    }

    boolean isPassedOverBy(long startedAt) {
      return startedAt - since > patience;
    }
  }
}
