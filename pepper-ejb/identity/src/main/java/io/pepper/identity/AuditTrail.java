package io.pepper.identity;

import io.pepper.database.Database;
import io.pepper.database.Entries;
import io.pepper.database.WriteBehind;
import io.pepper.database.WriteBehindLimits;
import jakarta.persistence.TypedQuery;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The audit trail in the database, written behind. */
final class AuditTrail implements Audit, AutoCloseable {
  private static final Logger LOG = System.getLogger(AuditTrail.class.getName());
  private static final WriteBehindLimits LIMITS =
      new WriteBehindLimits(10_000, Long.MAX_VALUE, 200, Long.MAX_VALUE, Duration.ZERO);

  private final Database database;
  private final Clock clock;
  private final WriteBehind<AuditEntry> writer;

  AuditTrail(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
    this.writer = new WriteBehind<>(database, "pepper-audit", LIMITS, new Written());
  }

  private final class Written implements Entries<AuditEntry> {
    @Override
    public Object key(AuditEntry entry) {
      return entry.id();
    }

    @Override
    public AuditEntry merged(AuditEntry waiting, AuditEntry added) {
      return added;
    }

    /** Returns zero: parts of an entry are cut, so that the number of entries is limit enough. */
    @Override
    public long size(AuditEntry entry) {
      return 0;
    }

    @Override
    public AuditEntry brief(AuditEntry entry) {
      return entry;
    }

    @Override
    public void store(List<AuditEntry> batch) {
      // Merged, not persisted: an attempt that seemed to fail may have stored them.
      database.transaction(manager -> {
        batch.forEach(manager::merge);
        return batch.size();
      });
    }

    @Override
    public void dropped(AuditEntry entry, String why, long number) {
      LOG.log(
          Level.ERROR,
          "audit entry lost, {0}: {1} {2} {3}",
          why,
          entry.who(),
          entry.what(),
          entry.subject());
    }
  }

  @Override
  public void record(
      Actor actor, String what, String subject, Optional<String> before, Optional<String> after) {
    writer.add(new AuditEntry(clock.instant(), actor, what, subject).changing(before, after));
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
    return writer.dropped();
  }

  /** Writes the entries that wait, for at most 5 s. */
  @Override
  public void close() {
    writer.close();
  }
}
