package io.pepper.web.faces.cron;

import io.pepper.cron.CronSnapshot;
import io.pepper.cron.JobListing;
import io.pepper.cron.run.RunState;
import io.pepper.web.faces.Moment;
import io.pepper.web.faces.Readable;
import io.pepper.web.read.CronReads;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.time.ZoneOffset;
import org.primefaces.model.LazyDataModel;

/** The page with all cron jobs: what to show. */
@Named
@ViewScoped
public class CronPage implements Serializable {
  private static final long serialVersionUID = 1L;

  @Inject private transient CronReads jobs;
  @Inject private transient Clock clock;

  private final JobTable table =
      new JobTable((first, limit) -> find(first, limit), () -> clock.instant());
  private String search = "";
  private transient CronSnapshot now;
  private String problem = "";

  /** Reads what the page shows; called at the start of every rendering. */
  public void refresh() {
    now = jobs.overview();
    problem = find(0, 1).problem().orElse("");
  }

  private JobListing find(int first, int limit) {
    return jobs.find(search, first, limit);
  }

  public LazyDataModel<JobRow> getTable() {
    return table;
  }

  public String getSearch() {
    return search;
  }

  public void setSearch(String search) {
    this.search = search == null ? "" : search.strip();
  }

  /** Returns why runs are missing; empty when they are not. */
  public String getProblem() {
    return problem;
  }

  public boolean isAnyJob() {
    return now.jobs() > 0;
  }

  public String getJobs() {
    return Readable.count(now.jobs());
  }

  public String getRunning() {
    return Readable.count(now.running());
  }

  public String getNodes() {
    return Readable.count(now.members().size());
  }

  /** Returns the runs that failed or were lost on this node since it started. */
  public String getFailed() {
    return Readable.count(failed());
  }

  public boolean isAnyFailed() {
    return failed() > 0;
  }

  private long failed() {
    return now.ended().getOrDefault(RunState.FAILED, 0L)
        + now.ended().getOrDefault(RunState.LOST, 0L);
  }

  /** Returns the lateness of the runs that began on this node in the last minute. */
  public String getLateness() {
    return now.lateness().count() == 0 ? "–" : Readable.span(now.lateness().p99());
  }

  /** Returns whether this node starts anything now. */
  public boolean isMember() {
    return now.isMember();
  }

  public boolean isPaused() {
    return now.isPaused();
  }

  public Moment getPausedSince() {
    return new Moment(now.pausedSince(), clock.instant(), ZoneOffset.UTC);
  }

  /** Runs that the history lost, as a warning; empty for none. */
  public String getUnrecorded() {
    return now.unrecorded() == 0 ? "" : Readable.count(now.unrecorded());
  }
}
