package io.pepper.connector.fastcgi.pool;

import io.pepper.connector.fastcgi.FastCgiAddress;
import io.pepper.connector.fastcgi.wire.MalformedAnswerException;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The connections whose children have answered and go on working, as scripts do after {@code
 * fastcgi_finish_request()}. A virtual thread for each waits until its child is ready again. Safe
 * for any number of threads.
 */
final class FinishingChildren {
  private static final System.Logger LOG = System.getLogger(FinishingChildren.class.getName());
  static final long MAX_FINISHING_NANOS = TimeUnit.HOURS.toNanos(1);
  private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** The share of answers, of {@link #ALL}, from which on scripts are expected to work on. */
  private static final int MANY = 1 << 13;

  private static final int ALL = 1 << 16;

  /** The number of prompt answers in a row from which on the next one is not waited for. */
  static final int TRUST_AFTER = 1000;

  /** The number of answers after which one counts little any more. */
  private static final int MEMORY = 16;

  /** The time by which a child is gone that exits after its answer, as at a reload of php-fpm. */
  private static final long EXIT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final FastCgiAddress address;
  private final LongSupplier nanoTime;
  private final int trustAfter;
  private final Consumer<FastCgiConnection> ready;
  private final Consumer<FastCgiConnection> gone;
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicLong cutShort = new AtomicLong();
  private volatile boolean seen;
  private volatile int share;
  private volatile int prompt;
  private volatile long toldAt;

  /**
   * @param trustAfter the prompt answers in a row that make children trusted: {@link #TRUST_AFTER}
   * @param ready gets a connection whose child is ready again
   * @param gone gets a connection whose child is not
   */
  FinishingChildren(
      FastCgiAddress address,
      LongSupplier nanoTime,
      int trustAfter,
      Consumer<FastCgiConnection> ready,
      Consumer<FastCgiConnection> gone) {
    this.address = address;
    this.nanoTime = nanoTime;
    this.trustAfter = trustAfter;
    this.ready = ready;
    this.gone = gone;
    this.toldAt = nanoTime.getAsLong() - QUIET_NANOS;
  }

  void add(FastCgiConnection connection) {
    count.incrementAndGet();
    connection.limit(nanoTime.getAsLong() + MAX_FINISHING_NANOS);
    boolean started = false;
    try {
      Thread.ofVirtual().name("pepper-fastcgi-finishing").start(() -> await(connection));
      started = true;
    } finally {
      if (!started) {
        count.decrementAndGet();
        gone.accept(connection);
      }
    }
  }

  private void await(FastCgiConnection connection) {
    long since = nanoTime.getAsLong();
    boolean isReady = false;
    Exception end = null;
    try {
      connection.awaitReady();
      isReady = connection.unlimit();
    } catch (EOFException e) {
      // The child has ended in order, as it does after pm.max_requests.
      isReady = false;
    } catch (IOException | MalformedAnswerException e) {
      end = e;
    } finally {
      count.decrementAndGet();
      (isReady ? ready : gone).accept(connection);
    }
    long worked = nanoTime.getAsLong() - since;
    observe(worked);
    if (end != null && worked > EXIT_NANOS) {
      ended(connection, end);
    }
  }

  private void ended(FastCgiConnection connection, Exception cause) {
    if (connection.isExpired()) {
      return;
    }
    cutShort.incrementAndGet();
    long now = nanoTime.getAsLong();
    if (now - toldAt >= QUIET_NANOS) {
      toldAt = now;
      LOG.log(
          Level.WARNING,
          "a script of {0} was ended while it worked on after its answer"
              + " (fastcgi_finish_request): look for request_terminate_timeout, memory_limit or a"
              + " crash in php-fpm''s log ({1})",
          address,
          cause.getMessage());
    }
  }

  /** Returns the number of children that work on now. */
  int count() {
    return count.get();
  }

  /** Returns the number of children that were ended while they worked on. */
  long cutShort() {
    return cutShort.get();
  }

  /** Returns whether a script of this server has ever worked on after its answer. */
  boolean wereSeen() {
    return seen;
  }

  /**
   * Takes note of how long a script worked on after its answer. Two threads that do so at once may
   * overwrite each other, which matters little to a share.
   *
   * @param nanos 0 or more; some 50 microseconds are usual
   */
  void observe(long nanos) {
    boolean late = nanos >= LONG_NANOS;
    if (late) {
      seen = true;
      distrust();
    } else if (prompt < trustAfter) {
      prompt = prompt + 1;
    }
    int before = share;
    int now = before + ((late ? ALL : 0) - before) / MEMORY;
    if (now != before) {
      share = now;
    }
  }

  /** Takes note that a child was not what it was trusted to be. */
  void distrust() {
    prompt = 0;
  }

  /**
   * Returns whether children have been ready soon after their answers for so long that the next
   * request may be sent without waiting for that.
   */
  boolean areTrusted() {
    return prompt >= trustAfter;
  }

  /** Returns whether many of the last scripts worked on after their answers. */
  boolean areMany() {
    return share > MANY;
  }
}
