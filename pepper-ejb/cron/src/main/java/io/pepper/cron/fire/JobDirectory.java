package io.pepper.cron.fire;

import io.pepper.cron.definition.JobName;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The jobs that are defined, as this node knows them. Safe for any number of threads. */
public interface JobDirectory {
  Optional<VersionedJob> find(JobName name);

  Stream<VersionedJob> all();

  /** Returns the key of a job's definition in Coordination, whether it is defined or not. */
  String keyOf(JobName name);

  /** Returns the jobs that must not run while this one does, whichever of the two says so. */
  Set<JobName> excluding(JobName name);

  /** Returns the jobs that run after this one. */
  Set<JobName> followers(JobName name);
}
