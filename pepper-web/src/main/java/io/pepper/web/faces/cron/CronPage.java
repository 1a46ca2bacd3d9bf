package io.pepper.web.faces.cron;

import io.pepper.cron.CronSnapshot;
import io.pepper.cron.JobListing;
import io.pepper.cron.run.RunState;
import io.pepper.web.faces.ListPage;
import io.pepper.web.faces.ListQuery;
import io.pepper.web.faces.Moment;
import io.pepper.web.faces.Readable;
import io.pepper.web.read.CronReads;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** The page with all cron jobs: what to show. */
@Named
@RequestScoped
public class CronPage {
  @Inject private CronReads jobs;
  @Inject private ListQuery query;
  @Inject private Clock clock;

  private CronSnapshot now;
  private ListPage<JobRow> page;
  private String problem = "";

  @PostConstruct
  void read() {
    now = jobs.overview();
  }

  private List<JobRow> rows(int first) {
    JobListing found = find(first, query.getSize());
    problem = found.problem().orElse("");
    Instant moment = clock.instant();
    return found.jobs().stream()
        .map(job -> new JobRow(job, found.problem().isEmpty(), moment, 1))
        .toList();
  }

  private JobListing find(int first, int limit) {
    return jobs.find(query.getSearch(), first, limit);
  }

  /** Returns the jobs that the address asks for. */
  public ListPage<JobRow> getPage() {
    if (page == null) {
      page = ListPage.of(find(0, 0).total(), query, this::rows);
    }
    return page;
  }

  /** Returns why runs are missing; empty when they are not. */
  public String getProblem() {
    getPage();
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
