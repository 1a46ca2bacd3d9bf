package io.pepper.cron;

import io.pepper.cron.cluster.ClusterView;
import io.pepper.cron.cluster.ClusterView.MaintenanceState;
import io.pepper.cron.fire.CronNode;
import io.pepper.cron.history.History;
import io.pepper.cron.metrics.RunFigures;

/** The state of cron as this node knows it. Never blocks. Safe for any number of threads. */
public final class CronOverview {
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

  /** Returns the present state. */
  public CronSnapshot now() {
    ClusterView view = node.view();
    MaintenanceState maintenance = view.maintenance();
    return new CronSnapshot(
        here,
        node.standing().isPresent(),
        view.members().stream()
            .map(member -> new ParticipatingNode(member.node(), member.tags()))
            .toList(),
        maintenance.paused(),
        maintenance.since(),
        jobs.count(),
        node.scheduledSlots(),
        view.running().size(),
        node.runs(),
        figures.ended(),
        figures.lateness(),
        history.dropped());
  }
}
