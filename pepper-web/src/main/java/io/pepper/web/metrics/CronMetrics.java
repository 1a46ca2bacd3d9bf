package io.pepper.web.metrics;

import io.pepper.cron.CronSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;

/** The metrics of cron, as this node sees it. */
final class CronMetrics {
  private final Families to;

  CronMetrics(Families to) {
    this.to = to;
  }

  void add(CronSnapshot now) {
    gauge("pepper_cron_jobs", "Cron jobs that are defined.", now.jobs());
    gauge(
        "pepper_cron_agenda",
        "Slots whose next instant this node knows: one for each replica of a job.",
        now.scheduledSlots());
    gauge("pepper_cron_running", "Runs of cron jobs under way on this node.", now.runningHere());
    gauge(
        "pepper_cron_member",
        "1 while this node takes part in cron; while it does not, it starts nothing.",
        now.isMember() ? 1 : 0);
    gauge("pepper_cron_paused", "1 while all of cron is paused.", now.isPaused() ? 1 : 0);
    now.ended()
        .forEach((state, runs) ->
            to.counter(
                "pepper_cron_runs",
                "Runs that ended on this node, by the state of the last attempt.",
                Labels.of("state", state.text()),
                runs));
    to.counter(
        "pepper_cron_runs_unrecorded",
        "Runs that the history lost because the database stayed away.",
        Labels.EMPTY,
        now.unrecorded());
    to.summary(
        "pepper_cron_lateness_seconds",
        "From the instant a run was due to its start on this node, in the last minute.",
        Labels.EMPTY,
        now.lateness(),
        Duration.ofSeconds(1));
  }

  private void gauge(String name, String help, double value) {
    to.gauge(name, help, Labels.EMPTY, value);
  }
}
