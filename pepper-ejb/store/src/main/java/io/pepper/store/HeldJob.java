package io.pepper.store;

import io.pepper.job.Job;
import io.pepper.job.TopicId;

/**
 * A job that this node holds while it runs.
 *
 * @param stored the entry as the store keeps it; opaque to callers
 */
public record HeldJob(TopicId topic, Job job, byte[] stored) {}
