package io.pepper.cron.catalog;

import io.pepper.cron.definition.JobName;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The revisions at which jobs were removed, so that an old change of one does not bring it back.
 * The latest ten thousand are enough: changes are not older than that. Guarded by its owner.
 */
final class Tombstones {
  private static final int MAX_TOMBSTONES = 10_000;

  private final Map<JobName, Long> revisions =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<JobName, Long> eldest) {
          return size() > MAX_TOMBSTONES;
        }
      };

  long revision(JobName name) {
    return revisions.getOrDefault(name, 0L);
  }

  /**
   * Forgets removals after a revision to which the store has gone back: they would hide what is
   * new.
   */
  void forgetAfter(long revision) {
    revisions.values().removeIf(each -> each > revision);
  }

  void put(JobName name, long revision) {
    revisions.put(name, revision);
  }
}
