package io.pepper.database;

import io.pepper.concurrent.Threads;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A queue of entries that one thread writes to the database in batches, when it can: those who add
 * never wait. While the database is away entries wait in memory, up to a limit; one that it refuses
 * does not take others with it. Safe for any number of threads.
 *
 * @param <T> the entries
 */
public final class WriteBehind<T> implements AutoCloseable {
  private static final Logger LOG = System.getLogger(WriteBehind.class.getName());
  private static final Duration CLOSING_LIMIT = Duration.ofSeconds(5);

  private final Database database;
  private final String name;
  private final Entries<T> entries;
  private final PendingWrites<T> waiting;
  private final AtomicLong dropped = new AtomicLong();
  private final RetryBackoff trouble = new RetryBackoff();
  private final Thread writer;

  /**
   * Starts the thread; the database closes this before it closes itself.
   *
   * @param name of the thread, and what the log calls it
   */
  public WriteBehind(Database database, String name, WriteBehindLimits limits, Entries<T> entries) {
    this.database = database;
    this.name = name;
    this.entries = entries;
    this.waiting = new PendingWrites<>(limits, entries);
    database.closeFirst(this);
    // A batch keeps an embedded database computing for a tenth of a second, during which a virtual
    // thread would keep a carrier from everything that is due.
    this.writer = Threads.platform(name).start(this::write);
  }

  /** Adds an entry, never blocks and never fails. Without room it is dropped and counted. */
  public void add(T entry) {
    if (!waiting.add(entry)) {
      drop(entry, "too many wait for the database");
    }
  }

  /** Returns how many entries were dropped since the start. */
  public long dropped() {
    return dropped.get();
  }

  /**
   * Waits until all that has been added before is written or dropped.
   *
   * @return false if the time was not enough
   */
  public boolean settle(Duration limit) {
    return waiting.settle(limit);
  }

  private void drop(T entry, String why) {
    entries.dropped(entry, why, dropped.incrementAndGet());
  }

  private void write() {
    try {
      for (List<T> batch = waiting.nextBatch(); !batch.isEmpty(); batch = waiting.nextBatch()) {
        Deque<T> left = new ArrayDeque<>(batch);
        while (!stored(left)) {
          if (waiting.closedWithin(trouble.pause()) && trouble.isAway()) {
            dropAtTheEnd(left);
            return;
          }
        }
        waiting.done(batch.size());
      }
    } catch (InterruptedException e) {
      // Only a JVM that ends interrupts this thread.
      Thread.currentThread().interrupt();
    }
  }

  /** Drops what is left when the database is away at the end, after a last attempt. */
  private void dropAtTheEnd(Deque<T> left) throws InterruptedException {
    for (List<T> batch = List.copyOf(left); !batch.isEmpty(); batch = waiting.nextBatch()) {
      batch.forEach(entry -> drop(entry, "the database was away at the end"));
    }
  }

  /**
   * Stores a batch, entry by entry if need be, and returns whether it is done with.
   *
   * @param left of the batch; those done with are taken out
   */
  private boolean stored(Deque<T> left) {
    try {
      store(new ArrayList<>(left));
      return true;
    } catch (RuntimeException e) {
      // Edge: an entry that no database accepts must not hold up those behind it.
      return isAtFault(e) && storedOneByOne(left);
    }
  }

  private boolean storedOneByOne(Deque<T> left) {
    while (!left.isEmpty()) {
      try {
        store(List.of(left.peek()));
      } catch (RuntimeException e) {
        // Edge: the same for each entry by itself; the reason is reported with the dropped entry.
        if (!isAtFault(e)) {
          return false;
        }
        drop(left.peek(), String.valueOf(e.getMessage()));
      }
      left.remove();
    }
    return true;
  }

  private void store(List<T> some) {
    entries.store(some);
    trouble.end();
  }

  /** Returns whether the entries caused the failure, and not the database. */
  private boolean isAtFault(RuntimeException failure) {
    try {
      database.check();
    } catch (RuntimeException e) {
      // Edge: however the database fails to answer, it is away, and the entries wait.
      if (!trouble.isAway()) {
        LOG.log(Level.WARNING, "{0}: entries wait: {1}", name, failure.getMessage());
      }
      trouble.away();
      return false;
    }
    return trouble.failedThoughItAnswers(failure) || waiting.isClosed();
  }

  /** Writes the entries that wait, for at most 5 s. Later ones are dropped. */
  @Override
  public void close() {
    waiting.close();
    try {
      writer.join(CLOSING_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    database.closed(this);
  }
}
