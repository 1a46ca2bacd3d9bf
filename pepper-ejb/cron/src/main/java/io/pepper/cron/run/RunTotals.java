package io.pepper.cron.run;

/**
 * The runs of one job that have ended.
 *
 * @param all those since the job was first defined
 * @param today those of the present day, UTC
 */
public record RunTotals(RunCounts all, RunCounts today) {}
