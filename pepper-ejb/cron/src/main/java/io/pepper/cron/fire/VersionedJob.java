package io.pepper.cron.fire;

import io.pepper.cron.definition.CronJob;

/**
 * A job and where its definition is kept.
 *
 * @param key in Coordination
 * @param revision at which it was read: what is decided by it depends on that
 */
public record VersionedJob(CronJob job, String key, long revision) {}
