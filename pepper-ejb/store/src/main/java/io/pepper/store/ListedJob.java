package io.pepper.store;

import io.pepper.job.Job;
import java.time.Instant;
import java.util.Optional;

/**
 * A job as {@link JobStore#browse} lists it.
 *
 * @param due the time at which a scheduled job becomes ready; empty for other jobs
 * @param cursor the start of a page with the jobs behind this one
 */
public record ListedJob(Job job, Optional<Instant> due, String cursor) {}
