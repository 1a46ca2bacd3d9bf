package io.pepper.cron.definition.document;

import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.schedule.Schedule;
import io.pepper.definition.InvalidDefinitionException;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/** The reading and writing of job documents, as people write them and as they are kept. */
public final class JobDocument {
  private JobDocument() {}

  /**
   * Reads a document that a user wrote.
   *
   * @param present what is defined now: whether it is paused stays as it is if the document does
   *     not say, and a value {@code ***} of its environment or headers stays too
   * @param now becomes {@link CronJob#since} when the document changes when the job runs
   * @throws InvalidDefinitionException naming the field at fault
   */
  public static CronJob read(
      JobName name, JsonObject document, Optional<CronJob> present, Instant now) {
    return new JobDocumentReader(name, present).read(document, now);
  }

  /**
   * Reads what {@link #writeStored} wrote, or a job as the original keeps it in etcd.
   *
   * @param seen stands in for a {@code since} that is not there
   * @param revision of the key that holds it; stands in for an epoch that is not there
   */
  public static CronJob readStored(JobName name, JsonObject stored, Instant seen, long revision) {
    return OriginalJobReader.isOriginal(stored)
        ? OriginalJobReader.read(stored, seen, revision, Schedule::parseStored)
        : new JobDocumentReader(name, Optional.empty()).readStored(stored, seen, revision);
  }

  /**
   * Reads a job as the original's API takes it; {@code name} is in it. It begins anew.
   *
   * @throws InvalidDefinitionException naming the original's field
   */
  public static CronJob readOriginal(JsonObject document, Instant now) {
    CronJob job = OriginalJobReader.read(document, now, now.toEpochMilli(), Schedule::parse);
    FirstRunCheck.check(job, now);
    return job;
  }

  /**
   * Writes a document that {@link #read} accepts, with the values of environments and headers: for
   * admins only.
   */
  public static JsonObject write(CronJob job) {
    return JobDocumentWriter.document(job, job.run(), job.alarms()).build();
  }

  /** Writes the document with {@code ***} for those values: for all users. */
  public static JsonObject writeWithoutSecrets(CronJob job) {
    return JobDocumentWriter.document(job, Secrets.masked(job.run()), Secrets.masked(job.alarms()))
        .build();
  }

  /** Writes the form in which definitions are kept. */
  public static JsonObject writeStored(CronJob job) {
    return JobDocumentWriter.document(job, job.run(), job.alarms())
        .add("since", job.since().toString())
        .add("epoch", job.epoch())
        .build();
  }
}
