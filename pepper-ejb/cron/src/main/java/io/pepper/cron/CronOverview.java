package io.pepper.cron;

import io.pepper.bus.metrics.Latency;
import io.pepper.cron.cluster.ClusterView;
import io.pepper.cron.cluster.ClusterView.MaintenanceState;
import io.pepper.cron.cluster.CronMember;
import io.pepper.cron.fire.CronNode;
import io.pepper.cron.history.History;
import io.pepper.cron.run.RunState;
import java.util.List;
import java.util.Map;

/** Cron at a glance, as this node knows it. Asks nobody, so it never blocks. For any thread. */
public final class CronOverview {
  /**
   * @param node this one
   * @param isMember whether it takes part now; while it does not, it starts nothing
   * @param members the nodes that take part, by name
   * @param agenda what this node knows the next instant of: jobs, each replica by itself
   * @param running runs under way in the whole cluster
   * @param carried those of them on this node
   * @param ended runs that ended on this node since its start, by how
   * @param lateness of the runs that began on this node in the last minute
   * @param unrecorded runs that the history lost because the database stayed away
   */
  public record Snapshot(
      String node,
      boolean isMember,
      List<CronMember> members,
      MaintenanceState maintenance,
      int jobs,
      int agenda,
      int running,
      int carried,
      Map<RunState, Long> ended,
      Latency lateness,
      long unrecorded) {}

  private final String here;
  private final CronJobs jobs;
  private final CronNode node;
  private final RunFigures figures;
  private final History history;

  CronOverview(String here, CronJobs jobs, CronNode node, RunFigures figures, History history) {
    this.here = here;
    this.jobs = jobs;
    this.node = node;
    this.figures = figures;
    this.history = history;
  }

  public Snapshot now() {
    ClusterView view = node.view();
    return new Snapshot(
        here,
        node.standing().isPresent(),
        List.copyOf(view.members()),
        view.maintenance(),
        jobs.all().size(),
        node.scheduledSlots(),
        view.running().size(),
        node.runs(),
        figures.ended(),
        figures.lateness(),
        history.dropped());
  }
}
