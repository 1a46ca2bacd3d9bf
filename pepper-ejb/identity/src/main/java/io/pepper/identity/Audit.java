package io.pepper.identity;

import io.pepper.database.DatabaseUnavailableException;
import java.util.List;
import java.util.Optional;

/** The audit trail: changes with their actor, time and address. Safe for any number of threads. */
public interface Audit {
  /**
   * Records a change that was made. Never blocks and never fails: entries wait in memory for the
   * database. If it stays away so long that 10,000 wait, the newest are dropped, counted and
   * logged.
   *
   * @param what such as {@code pause topic}
   * @param subject such as {@code orders/mail}
   * @param before what was there, without secrets
   * @param after what is there now, without secrets
   */
  void record(
      Actor actor, String what, String subject, Optional<String> before, Optional<String> after);

  /**
   * Returns entries, the newest first.
   *
   * @throws DatabaseUnavailableException if the database does not answer
   */
  List<AuditEntry> find(AuditSearch search);

  /** Returns how many entries were dropped since the start, while the database was away. */
  long dropped();
}
