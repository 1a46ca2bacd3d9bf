/**
 * Distributed cron: jobs that run at their times, each occurrence once in the whole cluster. Here
 * is the boundary: {@link io.pepper.cron.CronJobs} and {@link io.pepper.cron.CronRuns}.
 */
package io.pepper.cron;
