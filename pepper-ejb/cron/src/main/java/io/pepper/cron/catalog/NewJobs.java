package io.pepper.cron.catalog;

import io.pepper.cron.definition.CronJob;
import io.pepper.definition.InvalidDefinitionException;
import java.util.Collection;

/** The limits of jobs that are written all in one transaction. */
final class NewJobs {
  /** The number of keys that one transaction may change. */
  private static final int MAX_JOBS = 100;

  private static final int MAX_BYTES = 1_000_000;

  private NewJobs() {}

  /**
   * @param present the number of jobs that are there
   * @param most the number of jobs that there may be
   * @throws InvalidDefinitionException if there are too many, or they are too long
   */
  static void check(Collection<CronJob> added, int present, int most) {
    if (added.size() > MAX_JOBS || present + added.size() > most) {
      throw new InvalidDefinitionException(
          "text",
          added.size() > MAX_JOBS
              ? "there are %d jobs in it: import %d at once, and leave the others out with skip"
                  .formatted(added.size(), MAX_JOBS)
              : "there may be %d jobs, and there are %d already".formatted(most, present));
    }
    if (added.stream().mapToInt(NewJobs::bytes).sum() > MAX_BYTES) {
      throw new InvalidDefinitionException(
          "text",
          "its jobs are too long to be written at once: import some, leave others out with skip");
    }
  }

  private static int bytes(CronJob job) {
    int key = JobCatalog.PREFIX.length() + job.name().value().length();
    return StoredJobs.bytes(job).length + 2 * key;
  }
}
