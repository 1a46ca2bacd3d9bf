package io.pepper.web.faces.cron;

import io.pepper.cron.run.Run;
import io.pepper.cron.run.RunState;
import io.pepper.web.faces.Moment;
import io.pepper.web.faces.Readable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** One run, as the pages read it. */
public final class RunRow {
  private static final String NOTHING = "–";

  private final Run run;
  private final Instant now;
  private final ZoneId zone;

  RunRow(Run run, Instant now, ZoneId zone) {
    this.run = run;
    this.now = now;
    this.zone = zone;
  }

  public String getId() {
    return run.id().value();
  }

  public String getState() {
    return run.state().text();
  }

  public String getStateStyle() {
    return style(run.state());
  }

  static String style(RunState state) {
    return switch (state) {
      case SUCCEEDED -> "good";
      case RUNNING -> "busy";
      case FAILED, LOST -> "bad";
      case KILLED -> "held";
      case SKIPPED -> "idle";
    };
  }

  public boolean isUnderWay() {
    return run.state() == RunState.RUNNING;
  }

  /** Returns when the run started, or when it should have. */
  public Moment getStarted() {
    return new Moment(run.started().orElse(run.nominal()), now, zone);
  }

  public Moment getNominal() {
    return new Moment(run.nominal(), now, zone);
  }

  public String getDuration() {
    return run.started()
        .map(start -> Duration.between(start, run.ended().orElse(now)))
        .map(span -> span.isNegative() ? Duration.ZERO : span)
        .map(Readable::span)
        .orElse(NOTHING);
  }

  public String getLateness() {
    return run.started().isPresent() ? Readable.span(run.lateness()) : NOTHING;
  }

  public String getNode() {
    return run.node();
  }

  public String getReplica() {
    return run.slot();
  }

  public int getAttempt() {
    return run.id().attempt();
  }

  public String getExitCode() {
    return run.exitCode().isPresent() ? Integer.toString(run.exitCode().getAsInt()) : NOTHING;
  }
}
