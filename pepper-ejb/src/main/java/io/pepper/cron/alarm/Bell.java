package io.pepper.cron.alarm;

import io.pepper.bus.Jobs;
import io.pepper.coordination.Coordination;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.run.Run;
import io.pepper.settings.Settings;
import java.time.Clock;
import java.time.Instant;

/** Placeholder until the bell is here. */
public final class Bell implements AlarmBell, AutoCloseable {
  public Bell(Coordination coordination, Jobs bus, Settings settings, Clock clock) {}

  @Override
  public void started(CronJob job, Run run) {}

  @Override
  public void ended(CronJob job, Run run) {}

  @Override
  public void skipped(CronJob job, Run run) {}

  @Override
  public void notStarted(CronJob job, Instant due) {}

  @Override
  public void close() {}
}
