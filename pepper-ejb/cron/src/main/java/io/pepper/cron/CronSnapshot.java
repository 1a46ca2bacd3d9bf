package io.pepper.cron;

import io.pepper.bus.metrics.Latency;
import io.pepper.cron.run.RunState;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Cron at one moment, as one node knows it.
 *
 * @param node the name of this node
 * @param isMember whether it takes part now; while it does not, it starts nothing
 * @param members the nodes that take part, by name
 * @param isPaused whether all jobs are paused
 * @param pausedSince when all jobs were last paused or resumed; the epoch if never
 * @param jobs the number of jobs that are defined
 * @param scheduledSlots replicas of jobs whose next instant this node knows
 * @param running runs under way in the whole cluster
 * @param runningHere those of them on this node
 * @param ended runs that ended on this node since its start, by how
 * @param lateness of the runs that began on this node in the last minute
 * @param unrecorded runs that the history lost because the database stayed away
 */
public record CronSnapshot(
    String node,
    boolean isMember,
    List<ParticipatingNode> members,
    boolean isPaused,
    Instant pausedSince,
    int jobs,
    int scheduledSlots,
    int running,
    int runningHere,
    Map<RunState, Long> ended,
    Latency lateness,
    long unrecorded) {
  /** Returns the same for a reader who sees only some of the jobs. */
  public CronSnapshot with(int visibleJobs, int visibleRuns) {
    return new CronSnapshot(
        node,
        isMember,
        members,
        isPaused,
        pausedSince,
        visibleJobs,
        scheduledSlots,
        visibleRuns,
        runningHere,
        ended,
        lateness,
        unrecorded);
  }
}
