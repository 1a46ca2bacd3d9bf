package io.pepper.bus;

import io.pepper.job.JobId;

/**
 * A job that was pushed again with another payload.
 *
 * @param id of the new job
 * @param isDeleted whether the original was deleted
 */
public record PushedAgain(JobId id, boolean isDeleted) {}
