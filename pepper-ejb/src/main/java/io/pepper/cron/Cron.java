package io.pepper.cron;

import io.pepper.bus.FastCgiLookup;
import io.pepper.bus.Jobs;
import io.pepper.coordination.Coordination;
import io.pepper.cron.alarm.AlarmBell;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.fire.Alarm;
import io.pepper.cron.fire.CronNode;
import io.pepper.cron.history.RunHistory;
import io.pepper.cron.run.OutputFiles;
import io.pepper.cron.run.Runners;
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
import java.time.Clock;
import java.time.Duration;

/**
 * Puts the parts of cron together, and takes them apart in the order in which nothing is lost: runs
 * end, the node leaves, what they became is written down.
 */
@ApplicationScoped
public class Cron {
  private static final Logger LOG = System.getLogger(Cron.class.getName());
  private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);
  private static final Duration DEFAULT_TIME_TO_LIVE = Duration.ofSeconds(10);
  private static final int DEFAULT_RUNS = 500;

  @Inject Settings settings;
  @Inject Clock clock;
  @Inject Coordination coordination;
  @Inject Database database;
  @Inject Jobs bus;
  @Inject FastCgiLookup fastCgi;

  private RunHistory history;
  private CronJobs jobs;
  private CronRuns runs;
  private CronNode node;
  private Runners runners;
  private OutputFiles outputs;
  private AlarmBell bell;
  private Pulse pulse;
  private boolean stopped;

  @PostConstruct
  void open() {
    try {
      assemble();
    } catch (RuntimeException e) {
      StartFailure.report(e);
      throw e;
    }
  }
}
