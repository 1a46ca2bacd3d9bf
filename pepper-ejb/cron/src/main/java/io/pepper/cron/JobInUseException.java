package io.pepper.cron;

import io.pepper.cron.definition.JobName;
import java.util.Set;
import java.util.TreeSet;

/** A cron job cannot be removed while others run after it. */
public final class JobInUseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JobInUseException(JobName name, Set<JobName> followers) {
    super(
        "cron job '%s' cannot be removed: %s run after it; change or remove them first"
            .formatted(name, new TreeSet<>(followers)));
  }
}
