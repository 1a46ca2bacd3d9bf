package io.pepper.cron.crontab;

import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import jakarta.json.JsonObject;
import java.util.Collection;
import java.util.Optional;

/** The cron jobs that are defined, as far as an import needs them. */
public interface CrontabJobs {
  boolean isDefined(JobName name);

  /** Returns the name of a job that runs the same at the same times, if there is one. */
  Optional<JobName> same(CronJob job);

  /**
   * Reads a document of a new job, and changes nothing.
   *
   * @throws io.pepper.definition.InvalidDefinitionException naming the field at fault
   */
  CronJob read(JobName name, JsonObject document);

  /**
   * Defines new jobs in one step: all of them or none.
   *
   * @throws io.pepper.definition.InvalidDefinitionException if one of these names is in use, or
   *     there are too many
   */
  void defineNew(Collection<CronJob> jobs);
}
