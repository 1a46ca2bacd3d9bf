package io.pepper.web.faces.cron;

import io.pepper.cron.JobListing;
import io.pepper.cron.RunListing;
import io.pepper.cron.UnknownJobException;
import io.pepper.cron.definition.JobName;
import io.pepper.cron.run.RunId;
import io.pepper.identity.access.PermissionDeniedException;
import io.pepper.web.faces.Setting;
import io.pepper.web.read.CronReads;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The page of one job: what to show of it and of its runs. */
@Named
@ViewScoped
public class JobPage implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int FIRES = 10;
  private static final int RUNS = 20;

  @Inject private transient CronReads jobs;
  @Inject private transient Clock clock;

  private String name = "";

  /** The ids before which each page of runs but the first begins, the newest page first. */
  private final ArrayList<String> before = new ArrayList<>();

  private transient JobRow job;
  private transient List<RunRow> runs = List.of();
  private transient boolean hasOlder;
  private String problem = "";

  /** Reads what the page shows, at the start of every rendering: all parts show the same moment. */
  public void refresh() {
    Instant now = clock.instant();
    job = null;
    try {
      JobName wanted = new JobName(name);
      JobListing page = jobs.listing(wanted);
      job = new JobRow(page.jobs().getFirst(), page.problem().isEmpty(), now, FIRES);
      RunListing found = jobs.listing(wanted, cursor(), RUNS + 1);
      runs =
          found.runs().stream()
              .limit(RUNS)
              .map(run -> new RunRow(run, now, JobRow.zone(job.job())))
              .toList();
      hasOlder = found.runs().size() > RUNS;
      problem = page.problem().or(found::problem).orElse("");
    } catch (UnknownJobException | PermissionDeniedException | IllegalArgumentException e) {
      // The page says so: the job may have been deleted since.
      if (!FacesContext.getCurrentInstance().isPostback()) {
        FacesContext.getCurrentInstance().getExternalContext().setResponseStatus(404);
      }
    }
  }

  private Optional<RunId> cursor() {
    return before.isEmpty() ? Optional.empty() : Optional.of(new RunId(before.getLast()));
  }

  public void showOlder() {
    refresh();
    if (hasOlder) {
      before.add(runs.getLast().getId());
    }
  }

  public void showNewer() {
    if (!before.isEmpty()) {
      before.removeLast();
    }
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name == null ? "" : name;
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

  public boolean isNewer() {
    return !before.isEmpty();
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
