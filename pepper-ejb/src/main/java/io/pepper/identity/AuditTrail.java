package io.pepper.identity;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Writes audit entries to the database on a virtual thread of its own, in batches, when it can. */
final class AuditTrail implements Audit, AutoCloseable {
  private static final Logger LOG = System.getLogger(AuditTrail.class.getName());
  private static final int MAX_WAITING = 10_000;
  private static final int BATCH = 200;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
  private static final Duration CLOSING_LIMIT = Duration.ofSeconds(5);

  private final Database database;
  private final Clock clock;
  // An empty element only wakes the writer: it must not be interrupted while it writes.
  private final BlockingQueue<Optional<AuditEntry>> waiting =
      new LinkedBlockingQueue<>(MAX_WAITING);
  private final AtomicLong dropped = new AtomicLong();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread writer;
  private Duration pause = Duration.ZERO;

  AuditTrail(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
    this.writer = Thread.ofVirtual().name("pepper-audit").start(this::write);
  }

  @Override
  public void record(
      Actor actor, String what, String subject, Optional<String> before, Optional<String> after) {
    AuditEntry entry =
        new AuditEntry(clock.instant(), actor, what, subject).changing(before, after);
    if (!waiting.offer(Optional.of(entry))) {
      drop(entry, "too many wait for the database");
    }
  }

  private void drop(AuditEntry entry, String why) {
    dropped.incrementAndGet();
    LOG.log(
        Level.ERROR,
        "audit entry lost, {0}: {1} {2} {3}",
        why,
        entry.who(),
        entry.what(),
        entry.subject());
  }

  @Override
  public List<AuditEntry> latest(Optional<String> before, int limit) {
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("limit is " + limit + ", but must be from 1 to 1000");
    }
    return database.transaction(manager -> {
      TypedQuery<AuditEntry> query =
          manager.createQuery(
              "SELECT e FROM AuditEntry e WHERE e.id < :before ORDER BY e.id DESC",
              AuditEntry.class);
      // 'g' is greater than every hexadecimal digit an id can start with.
      return query.setParameter("before", before.orElse("g")).setMaxResults(limit).getResultList();
    });
  }

  @Override
  public long dropped() {
    return dropped.get();
  }

  private void write() {
    List<AuditEntry> batch = new ArrayList<>(BATCH);
    try {
      while (!isClosing() || !waiting.isEmpty() || !batch.isEmpty()) {
        fill(batch);
        if (!stored(batch) && closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          // Ending while the database is away: one last attempt was made.
          batch.forEach(entry -> drop(entry, "the database was away at the end"));
          return;
        }
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread but a JVM that ends.
      Thread.currentThread().interrupt();
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void fill(List<AuditEntry> batch) throws InterruptedException {
    if (batch.isEmpty()) {
      waiting.take().ifPresent(batch::add);
    }
    for (Optional<AuditEntry> next = Optional.empty(); batch.size() < BATCH; ) {
      next = waiting.poll();
      if (next == null) {
        return;
      }
      next.ifPresent(batch::add);
    }
  }

  /** True when the batch is done with, be it stored or, entry by entry, refused. */
  private boolean stored(List<AuditEntry> batch) {
    try {
      store(batch);
    } catch (DatabaseUnavailableException e) {
      if (isAway(e)) {
        return false;
      }
      // It answers, so something in the batch is at fault: the others must not suffer from it.
      batch.forEach(this::storeOrDrop);
    }
    batch.clear();
    pause = Duration.ZERO;
    return true;
  }

  private boolean isAway(DatabaseUnavailableException failure) {
    try {
      database.check();
      return false;
    } catch (DatabaseUnavailableException e) {
      if (pause.isZero()) {
        LOG.log(Level.WARNING, "audit entries wait: " + failure.getMessage());
      }
      Duration doubled = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
      return true;
    }
  }

  private void storeOrDrop(AuditEntry entry) {
    try {
      store(List.of(entry));
    } catch (DatabaseUnavailableException e) {
      drop(entry, e.getMessage());
    }
  }

  private void store(List<AuditEntry> batch) {
    // Merged, not persisted: an attempt that seemed to fail may have stored them.
    database.transaction((EntityManager manager) -> {
      batch.forEach(manager::merge);
      return batch.size();
    });
  }

  /** Writes what waits, for at most 5 s. */
  @Override
  public void close() {
    closing.countDown();
    // When the queue is full, the writer is not waiting for it.
    waiting.offer(Optional.empty());
    try {
      writer.join(CLOSING_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
