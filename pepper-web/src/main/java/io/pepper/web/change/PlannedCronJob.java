package io.pepper.web.change;

import io.pepper.web.change.PlannedQueue.ImportEffect;

/**
 * The part of an import about one cron job.
 *
 * @param problem why it is refused; empty otherwise
 */
public record PlannedCronJob(String name, ImportEffect change, String problem) {}
