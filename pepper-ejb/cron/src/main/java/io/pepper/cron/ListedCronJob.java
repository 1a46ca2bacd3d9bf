package io.pepper.cron;

import io.pepper.cron.definition.CronJob;
import io.pepper.cron.run.RunSummary;
import java.util.Optional;

/**
 * A job as lists show it.
 *
 * @param isRunning whether a run is under way anywhere
 * @param isCarried whether a node that is up carries the job's tag
 * @param summary empty if it never ran, or the database does not answer
 */
public record ListedCronJob(
    CronJob job, boolean isRunning, boolean isCarried, Optional<RunSummary> summary) {}
