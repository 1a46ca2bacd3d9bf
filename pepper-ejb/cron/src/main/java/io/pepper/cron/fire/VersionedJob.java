package io.pepper.cron.fire;

import io.pepper.cron.definition.CronJob;

/**
 * A job with the place of its definition.
 *
 * @param key the key in Coordination
 * @param revision the revision at which it was read: decisions made with it hold only there
 */
public record VersionedJob(CronJob job, String key, long revision) {}
