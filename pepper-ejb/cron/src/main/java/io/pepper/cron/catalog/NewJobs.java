package io.pepper.cron.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.coordination.Coordination;
import io.pepper.coordination.Coordination.Transaction;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.definition.document.JobDocument;
import io.pepper.definition.InvalidDefinitionException;
import java.util.Collection;
import java.util.function.Function;

/** The writing of jobs that are not there yet, all in one transaction. */
final class NewJobs {
  /** The number of keys that one transaction may change. */
  private static final int MAX_JOBS = 100;

  private static final int MAX_BYTES = 1_000_000;

  private final Coordination coordination;
  private final Function<JobName, String> keys;

  NewJobs(Coordination coordination, Function<JobName, String> keys) {
    this.coordination = coordination;
    this.keys = keys;
  }

  /**
   * @throws InvalidDefinitionException if there are too many, or one is there; none is written then
   */
  void write(Collection<CronJob> jobs, int present, int most) {
    if (jobs.size() > MAX_JOBS || present + jobs.size() > most) {
      throw new InvalidDefinitionException(
          "text",
          jobs.size() > MAX_JOBS
              ? "there are %d jobs in it: import %d at once, and leave the others out with skip"
                  .formatted(jobs.size(), MAX_JOBS)
              : "there may be %d jobs, and there are %d already".formatted(most, present));
    }
    Transaction transaction = Transaction.unconditional();
    int bytes = 0;
    for (CronJob job : jobs) {
      byte[] value = JobDocument.writeStored(job).toString().getBytes(UTF_8);
      String key = keys.apply(job.name());
      transaction = transaction.andExpecting(key, 0).put(key, value);
      bytes += value.length + 2 * key.length();
    }
    if (bytes > MAX_BYTES) {
      throw new InvalidDefinitionException(
          "text",
          "its jobs are too long to be written at once: import some, leave others out with skip");
    }
    if (coordination.commit(transaction).isEmpty()) {
      throw new InvalidDefinitionException(
          "names",
          "nothing was created, since somebody else has just defined a job of one of these names: read the crontab again");
    }
  }
}
