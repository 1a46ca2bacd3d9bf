package io.pepper.cron.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.coordination.Coordination.Change;
import io.pepper.coordination.Coordination.Entry;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.definition.document.JobDocument;
import io.pepper.definition.InvalidDefinitionException;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import java.io.ByteArrayInputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * The keys and values of definitions in Coordination. What cannot be read is logged and left out,
 * since another program may have written it.
 */
final class StoredJobs {
  static final String PREFIX = "cron/jobs/";

  private static final Logger LOG = System.getLogger(StoredJobs.class.getName());

  /** The factory of readers, kept because its lookup searches the class path. */
  private static final JsonReaderFactory JSON = Json.createReaderFactory(Map.of());

  private final Clock clock;

  StoredJobs(Clock clock) {
    this.clock = clock;
  }

  static String key(JobName name) {
    return PREFIX + name;
  }

  static byte[] value(CronJob job) {
    return JobDocument.writeStored(job).toString().getBytes(UTF_8);
  }

  static Change changeOf(Entry entry) {
    return new Change(entry.key(), Optional.of(entry.value()), entry.revision());
  }

  /** Returns the job that a key belongs to; empty if the key holds no job's name. */
  static Optional<JobName> name(Change change) {
    String name = change.key().substring(PREFIX.length());
    try {
      return Optional.of(new JobName(name));
    } catch (IllegalArgumentException e) {
      LOG.log(Level.ERROR, "the cron job under {0} is left out: {1}", change.key(), e.getMessage());
      return Optional.empty();
    }
  }

  /** Reads a changed definition; empty if it was deleted or cannot be read. */
  Optional<CronJob> read(Change change) {
    if (change.value().isEmpty()) {
      return Optional.empty();
    }
    JobName name = new JobName(change.key().substring(PREFIX.length()));
    try (JsonReader reader = JSON.createReader(new ByteArrayInputStream(change.value().get()))) {
      CronJob job =
          JobDocument.readStored(name, reader.readObject(), clock.instant(), change.revision());
      if (!job.name().equals(name)) {
        throw new InvalidDefinitionException("name", "is " + job.name() + ", unlike its key");
      }
      return Optional.of(job);
    } catch (JsonException | InvalidDefinitionException | ClassCastException e) {
      LOG.log(
          Level.ERROR,
          "the kept definition of cron job {0} cannot be read and is left out: {1}",
          name,
          e.getMessage());
      return Optional.empty();
    }
  }
}
