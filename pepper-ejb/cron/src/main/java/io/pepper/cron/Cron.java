package io.pepper.cron;

import io.pepper.bus.FastCgiLookup;
import io.pepper.bus.Jobs;
import io.pepper.bus.Queues;
import io.pepper.coordination.Coordination;
import io.pepper.cron.alarm.AlertService;
import io.pepper.cron.catalog.JobChangeListener;
import io.pepper.cron.crontab.CrontabImport;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.fire.CronNode;
import io.pepper.cron.fire.WakeupTimer;
import io.pepper.cron.history.RunHistory;
import io.pepper.cron.metrics.RunFigures;
import io.pepper.cron.run.output.OutputFiles;
import io.pepper.cron.run.runner.Runners;
import io.pepper.database.Database;
import io.pepper.definition.DefinitionsFile;
import io.pepper.definition.InvalidDefinitionException;
import io.pepper.settings.HostName;
import io.pepper.settings.Settings;
import io.pepper.settings.StartFailure;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * The parts of cron, put together at the start and closed in the order in which nothing is lost:
 * runs end, the node leaves, and what they became is written.
 */
@ApplicationScoped
public class Cron {
  private static final Logger LOG = System.getLogger(Cron.class.getName());
  private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);
  private static final Duration DEFAULT_TIME_TO_LIVE = Duration.ofSeconds(30);
  private static final int DEFAULT_RUNS = 500;

  @Inject Settings settings;
  @Inject Clock clock;
  @Inject Coordination coordination;
  @Inject Database database;
  @Inject Jobs bus;
  @Inject Queues queues;
  @Inject FastCgiLookup fastCgi;

  private RunHistory history;
  private CronJobs jobs;
  private CronRuns runs;
  private CronNode node;
  private Runners runners;
  private OutputFiles outputs;
  private AlertService alerts;
  private CronOverview overview;
  private CronBoard board;
  private CronHousekeeping housekeeping;
  private volatile WakeupTimer timer;
  private boolean stopped;

  @PostConstruct
  void open() {
    StartFailure.guard(this::assemble, this::close);
  }

  private void assemble() {
    Path folder = settings.folder("cron");
    Runners.endOrphans(folder, Duration.ofSeconds(2));
    runners =
        new Runners(
            fastCgi.client(),
            bus,
            queues,
            folder,
            settings.integer("pepper.cron.commands", Runners.DEFAULT_COMMANDS, 1, 10_000));
    outputs = new OutputFiles(folder.resolve("output"), OutputFiles.Limits.of(settings), clock);
    history = new RunHistory(database, clock, settings);
    alerts = new AlertService(coordination, bus, settings, clock);
    RunFigures figures = new RunFigures(alerts, clock);
    jobs = new CronJobs(coordination, clock, this::check);
    node =
        new CronNode(
            new CronNode.NodeIdentity(
                settings.node(),
                settings.tags(),
                HostName.asNodeId() + ":" + settings.data(),
                settings.duration("pepper.cron.lease", DEFAULT_TIME_TO_LIVE),
                settings.integer("pepper.cron.runs", DEFAULT_RUNS, 1, 100_000)),
            new CronNode.Services(
                coordination,
                jobs.catalog(),
                history,
                figures,
                runners,
                outputs,
                this::wakeAt,
                clock));
    runs = new CronRuns(jobs, node, history, runners, outputs, clock, settings.node());
    overview = new CronOverview(settings.node(), jobs, node, figures, history);
    board = new CronBoard(jobs, node, history, clock);
    housekeeping = new CronHousekeeping(node, history, outputs, clock);
  }

  /**
   * Refuses a job that cannot work here: its target if this node would run it, and its alarms
   * always, since any node may have to send them.
   */
  private void check(CronJob job) {
    alerts.check(job);
    if (settings.tags().contains(job.tag())) {
      runners
          .check(job.run())
          .ifPresent(problem -> {
            throw new InvalidDefinitionException("run", problem);
          });
    }
  }

  private void wakeAt(Instant instant) {
    timer.wakeAt(instant);
  }

  /** Applies the definitions of the settings, joins the cluster and begins to run jobs. */
  void start(WakeupTimer clockwork) {
    timer = clockwork;
    jobs.open(
        new JobChangeListener() {
          @Override
          public void jobChanged(JobName name) {
            node.jobChanged(name);
          }

          @Override
          public void jobRemoved(JobName name) {
            node.jobRemoved(name);
            alerts.forget(name);
          }
        });
    alerts.open(jobs::find, node::isMember);
    settings.definitions().map(DefinitionsFile::read).ifPresent(new CronDefinitions(jobs)::apply);
    node.start();
    housekeeping.start();
    LOG.log(
        Level.INFO,
        "cron runs the jobs tagged {0} of {1} there are",
        String.join(", ", settings.tags()),
        jobs.count());
  }

  /** Evaluates what is due; called when the timer ends. Does not block. */
  void wake() {
    node.wake();
  }

  /** Ends runs within the grace and closes all parts. */
  @PreDestroy
  synchronized void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    try {
      node.stop(settings.duration("pepper.grace", DEFAULT_GRACE));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      LOG.log(Level.WARNING, "interrupted while cron's runs ended; some may go on");
    } finally {
      close();
    }
  }

  /** Closes the parts that are open, also after a start that failed half-way. */
  private void close() {
    for (AutoCloseable part : Arrays.asList(housekeeping, jobs, runners, alerts, history)) {
      if (part != null) {
        closeQuietly(part);
      }
    }
  }

  private static void closeQuietly(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      // Edge: a part that does not close must not keep the others open.
      LOG.log(Level.WARNING, "a part of cron did not end well", e);
    }
  }

  @Produces
  @Singleton
  CronJobs jobs() {
    return jobs;
  }

  @Produces
  @Singleton
  CronRuns runs() {
    return runs;
  }

  @Produces
  @Singleton
  CronOverview overview() {
    return overview;
  }

  @Produces
  @Singleton
  CrontabImport crontabs() {
    return new CrontabImport(jobs, Runners::isUser);
  }

  @Produces
  @Singleton
  CronBoard board() {
    return board;
  }
}
