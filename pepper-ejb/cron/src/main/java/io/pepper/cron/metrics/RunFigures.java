package io.pepper.cron.metrics;

import io.pepper.bus.metrics.Latency;
import io.pepper.bus.metrics.RollingLatency;
import io.pepper.cron.alarm.AlertSink;
import io.pepper.cron.definition.CronJob;
import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * The counts of how this node's runs ended and how late they began; passes every event on. Of fixed
 * size, whatever runs. Safe for any number of threads.
 */
public final class RunFigures implements AlertSink {
  private static final Duration MICROSECOND = Duration.ofNanos(1000);

  private final AlertSink next;
  private final Clock clock;
  private final Map<RunState, LongAdder> ended = new EnumMap<>(RunState.class);

  /** Guarded by its own monitor. */
  private final RollingLatency lateness = new RollingLatency();

  public RunFigures(AlertSink next, Clock clock) {
    this.next = next;
    this.clock = clock;
    for (RunState state : RunState.values()) {
      if (state != RunState.RUNNING) {
        ended.put(state, new LongAdder());
      }
    }
  }

  @Override
  public void started(CronJob job, Run run) {
    synchronized (lateness) {
      lateness.record(clock.millis(), run.lateness().dividedBy(MICROSECOND));
    }
    next.started(job, run);
  }

  @Override
  public void ended(CronJob job, Run run) {
    ended.get(run.state()).increment();
    next.ended(job, run);
  }

  @Override
  public void skipped(CronJob job, Run run) {
    ended.get(RunState.SKIPPED).increment();
    next.skipped(job, run);
  }

  @Override
  public void notStarted(CronJob job, Instant due) {
    next.notStarted(job, due);
  }

  public Map<RunState, Long> ended() {
    Map<RunState, Long> counts = new EnumMap<>(RunState.class);
    ended.forEach((state, count) -> counts.put(state, count.sum()));
    return counts;
  }

  public Latency lateness() {
    synchronized (lateness) {
      return lateness.read(clock.millis());
    }
  }
}
