package io.pepper.cron.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.coordination.Coordination.Entry;
import io.pepper.coordination.EntryFormat;
import io.pepper.coordination.ValueJson;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.definition.document.JobDocument;
import io.pepper.definition.InvalidDefinitionException;
import java.time.Clock;

/** The form that definitions have in Coordination. */
record StoredJobs(Clock clock) implements EntryFormat<JobName, CronJob> {
  @Override
  public JobName key(String name) {
    return new JobName(name);
  }

  @Override
  public CronJob read(JobName name, Entry entry) {
    CronJob job =
        JobDocument.readStored(
            name, ValueJson.read(entry.value()), clock.instant(), entry.revision());
    if (!job.name().equals(name)) {
      throw new InvalidDefinitionException("name", "is " + job.name() + ", unlike its key");
    }
    return job;
  }

  @Override
  public byte[] write(CronJob job) {
    return bytes(job);
  }

  static byte[] bytes(CronJob job) {
    return JobDocument.writeStored(job).toString().getBytes(UTF_8);
  }
}
