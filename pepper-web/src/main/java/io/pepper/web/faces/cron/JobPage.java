package io.pepper.web.faces.cron;

import io.pepper.cron.JobListing;
import io.pepper.cron.RunListing;
import io.pepper.cron.UnknownJobException;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.run.RunId;
import io.pepper.identity.access.PermissionDeniedException;
import io.pepper.web.faces.ListQuery;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.Setting;
import io.pepper.web.read.CronReads;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The page of one job: what to show of it and of its runs. The address says which: {@code
 * ?name=…&before=…}, where the latter is the run before which the list begins.
 */
@Named
@RequestScoped
public class JobPage {
  private static final int FIRES = 10;
  private static final int RUNS = 20;

  @Inject private CronReads jobs;
  @Inject private ListQuery query;
  @Inject private Clock clock;

  private JobRow job;
  private List<RunRow> runs = List.of();
  private boolean hasOlder;
  private String problem = "";

  /** Reads the job once, so that all parts of the page show the same moment. */
  @PostConstruct
  void read() {
    Instant now = clock.instant();
    try {
      JobName wanted = new JobName(query.parameter("name"));
      JobListing page = jobs.listing(wanted);
      JobRow row = new JobRow(page.jobs().getFirst(), page.problem().isEmpty(), now, FIRES);
      RunListing found = jobs.listing(wanted, cursor(), RUNS + 1);
      runs =
          found.runs().stream()
              .limit(RUNS)
              .map(run -> new RunRow(run, now, JobRow.zone(row.job())))
              .toList();
      hasOlder = found.runs().size() > RUNS;
      problem = page.problem().or(found::problem).orElse("");
      job = row;
    } catch (UnknownJobException | PermissionDeniedException | IllegalArgumentException e) {
      // The page says so: the job may have been deleted since.
      job = null;
    }
  }

  private Optional<RunId> cursor() {
    String before = query.parameter("before");
    return before.isEmpty() ? Optional.empty() : Optional.of(new RunId(before));
  }

  /** Says to programs too that there is no such job. */
  public void refuseUnknown() {
    FacesContext faces = FacesContext.getCurrentInstance();
    if (job == null && !faces.isPostback()) {
      faces.getExternalContext().setResponseStatus(404);
    }
  }

  public String getName() {
    return PlainText.of(query.parameter("name"));
  }

  public boolean isFound() {
    return job != null;
  }

  public JobRow getJob() {
    return job;
  }

  public List<RunRow> getRuns() {
    return runs;
  }

  public boolean isOlder() {
    return hasOlder;
  }

  /** Returns the id of the oldest run that is shown. */
  public String getOldest() {
    return runs.getLast().getId();
  }

  public boolean isNewer() {
    return cursor().isPresent();
  }

  /** Returns why runs are missing; empty when they are not. */
  public String getProblem() {
    return problem;
  }

  public List<Setting> getSettings() {
    return JobSettings.of(job.job());
  }

  /** Returns the whole definition, as the person may see it. */
  public String getDocument() {
    return PrettyJson.of(jobs.document(job.job()));
  }
}
