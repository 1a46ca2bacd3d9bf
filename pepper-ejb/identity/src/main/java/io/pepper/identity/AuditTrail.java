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
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The audit trail in the database, written behind. */
final class AuditTrail implements Audit, AutoCloseable {
  private static final Logger LOG = System.getLogger(AuditTrail.class.getName());
  private static final WriteBehindLimits LIMITS =
      new WriteBehindLimits(10_000, Long.MAX_VALUE, 200, Long.MAX_VALUE, Duration.ZERO);

  private static final int MAX_DELETIONS = 100;

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
  public List<AuditEntry> find(AuditSearch search) {
    Map<String, Object> values = new LinkedHashMap<>();
    List<String> conditions = new ArrayList<>();
    // The ids begin with the time, and the primary key is the one index.
    add("e.id < :before", search.before(), conditions, values);
    add("e.id >= :since", search.since().map(TimeOrderedId::firstAt), conditions, values);
    add("e.id < :until", search.until().map(TimeOrderedId::firstAt), conditions, values);
    add("e.who = :by", search.by(), conditions, values);
    add("LOWER(e.subject) LIKE :subject ESCAPE '!'", part(search.subject()), conditions, values);
    add("LOWER(e.what) LIKE :action ESCAPE '!'", part(search.action()), conditions, values);
    String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    return database.transaction(manager -> {
      TypedQuery<AuditEntry> query =
          manager.createQuery(
              "SELECT e FROM AuditEntry e" + where + " ORDER BY e.id DESC", AuditEntry.class);
      values.forEach(query::setParameter);
      return query.setMaxResults(search.limit()).getResultList();
    });
  }

  private static void add(
      String condition, Optional<String> value, List<String> to, Map<String, Object> values) {
    value.ifPresent(given -> {
      to.add(condition);
      values.put(condition.replaceFirst(".*:(\\w+).*", "$1"), given);
    });
  }

  private static Optional<String> part(Optional<String> text) {
    return text.map(part -> "%" + part.toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%");
  }

  /**
   * Deletes the oldest entries, a thousand in a transaction, for at most 100 transactions.
   *
   * @param until those that happened before
   */
  void deleteOld(Instant until) {
    String end = TimeOrderedId.firstAt(until);
    for (int i = 0; i < MAX_DELETIONS && deleteSome(end); i++) {}
  }

  /** Returns whether there may be more. */
  private boolean deleteSome(String end) {
    return database.transaction(manager -> {
      List<String> oldest =
          manager
              .createQuery(
                  "SELECT e.id FROM AuditEntry e WHERE e.id < :end ORDER BY e.id", String.class)
              .setParameter("end", end)
              .setMaxResults(AuditSearch.MAX_LIMIT)
              .getResultList();
      if (oldest.isEmpty()) {
        return false;
      }
      manager
          .createQuery("DELETE FROM AuditEntry e WHERE e.id <= :last")
          .setParameter("last", oldest.getLast())
          .executeUpdate();
      return oldest.size() == AuditSearch.MAX_LIMIT;
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
