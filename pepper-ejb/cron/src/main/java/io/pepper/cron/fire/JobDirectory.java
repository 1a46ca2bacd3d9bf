package io.pepper.cron.fire;

import io.pepper.cron.definition.JobName;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** The jobs there are, as this node has heard of them. Safe for any number of threads. */
public interface JobDirectory {
  Optional<VersionedJob> find(JobName name);

  Collection<VersionedJob> all();

  /** Where the job's definition is kept, if there is one. */
  String keyOf(JobName name);

  /** Jobs that must not run while this one does, whichever of the two says so. */
  Set<JobName> excluding(JobName name);

  /** Jobs that run after this one. */
  Set<JobName> followers(JobName name);
}
