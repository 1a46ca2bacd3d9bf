package io.pepper.cron.run;

import java.util.List;

/**
 * The latest runs of one job, and its counts.
 *
 * @param latest the newest few runs, without their outputs
 * @param all the runs that have ended since the job was first defined
 */
public record RunSummary(List<Run> latest, RunCounts all) {}
