package io.pepper.store;

/**
 * The number of jobs of one topic, over all nodes.
 *
 * @param ready jobs that wait for a worker
 * @param scheduled jobs that wait for their time
 * @param running jobs that any node holds
 * @param dead jobs that were given up and kept
 * @param succeeded attempts that succeeded, since the topic was first used
 * @param failed attempts that failed, likewise
 */
public record JobCounts(
    long ready, long scheduled, long running, long dead, long succeeded, long failed) {}
