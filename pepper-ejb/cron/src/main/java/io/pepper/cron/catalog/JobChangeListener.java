package io.pepper.cron.catalog;

import io.pepper.cron.definition.JobName;

/**
 * The receiver of changes of definitions. Both methods are called after the change is in force on
 * this node, on the thread of the watch or of the caller that made the change: they must be quick.
 */
public interface JobChangeListener {
  /** Reacts to a job that was defined or changed. */
  void jobChanged(JobName name);

  /** Reacts to a job that was removed. */
  void jobRemoved(JobName name);
}
