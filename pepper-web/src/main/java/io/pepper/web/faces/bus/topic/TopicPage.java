package io.pepper.web.faces.bus.topic;

import io.pepper.bus.TopicOverview;
import io.pepper.bus.UnknownQueueException;
import io.pepper.bus.UnknownTopicException;
import io.pepper.bus.metrics.LastError;
import io.pepper.identity.access.PermissionDeniedException;
import io.pepper.job.JobState;
import io.pepper.job.TopicId;
import io.pepper.store.JobCounts;
import io.pepper.web.faces.ListQuery;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.bus.TopicRow;
import io.pepper.web.read.QueueReads;
import io.pepper.web.topic.WaitReasons;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The page of one topic. What a person chose is in its address: the queue, the topic, and the state
 * whose jobs it lists, with the search and the place in that list (JobList).
 */
@Named
@RequestScoped
public class TopicPage {
  @Inject private QueueReads reads;
  @Inject private WaitReasons waitReasons;
  @Inject private ListQuery query;
  @Inject private Clock clock;

  private TopicRow row;
  private JobList list;
  private TopicOverview now;

  /** Reads the topic once, so that all parts of the page show the same moment. */
  @PostConstruct
  void read() {
    try {
      now = reads.topic(TopicId.of(query.parameter("queue"), query.parameter("topic")));
      row = new TopicRow(now, clock.instant(), waitReasons.missingNode(now));
    } catch (PermissionDeniedException
        | UnknownQueueException
        | UnknownTopicException
        | IllegalArgumentException e) {
      // The page says so: the topic may have been removed since.
      row = null;
    }
  }

  /** Says to programs too that there is no such topic. */
  public void refuseUnknown() {
    FacesContext faces = FacesContext.getCurrentInstance();
    if (row == null && !faces.isPostback()) {
      faces.getExternalContext().setResponseStatus(404);
    }
  }

  public boolean isFound() {
    return row != null;
  }

  public TopicRow getRow() {
    return row;
  }

  /** Returns whether the person may change the queue, with all its topics. */
  public boolean isChangeable() {
    return reads.isChangeable(now.id().queue());
  }

  /** Returns why the topic's jobs wait; empty while they are delivered. */
  public String getWaits() {
    return PlainText.of(waitReasons.of(now).orElse(""));
  }

  /** Returns the latest error of this node, the beginning and the end of it. */
  public String getLastError() {
    return PlainText.of(now.figures().lastError().map(LastError::text).orElse(""));
  }

  /** Returns whether its consumer is a script that gets a form. */
  public boolean isConsumedByScript() {
    return now.definition().sendsForms();
  }

  public TopicFacts getFacts() {
    return new TopicFacts(now, clock.instant());
  }

  /** Returns the states with the number of jobs in each. */
  public List<StateTab> getTabs() {
    return Arrays.stream(JobState.values())
        .map(each -> new StateTab(each, now, chosen().equals(Optional.of(each))))
        .toList();
  }

  /** Returns whether a list of jobs is shown, and not the overview. */
  public boolean isListing() {
    return chosen().isPresent();
  }

  public List<JobEntry> getEntries() {
    return list().entries();
  }

  /** Returns the cursor of the next page of jobs; empty on the last one. */
  public String getNext() {
    return list().next();
  }

  /** Returns how far a search came; empty for a list of all. */
  public String getExtent() {
    return list().extent();
  }

  /** Returns why there is no list; empty if there is one. */
  public String getProblem() {
    return list().problem();
  }

  /** Returns the page of jobs; read when it is first asked for. */
  private JobList list() {
    if (list == null) {
      list =
          new JobListReader(reads, clock.instant())
              .read(now.id(), chosen().orElseThrow(), getSearch(), getAfter());
    }
    return list;
  }

  Optional<JobState> chosen() {
    return Arrays.stream(JobState.values())
        .filter(each -> each.toString().equals(query.parameter("state")))
        .findFirst();
  }

  public String getQueue() {
    return PlainText.of(query.parameter("queue"));
  }

  public String getTopic() {
    return PlainText.of(query.parameter("topic"));
  }

  public String getState() {
    return chosen().map(JobState::toString).orElse("");
  }

  /** Returns the number of dead jobs; 0 when the store does not answer. */
  public long getDead() {
    return now.counts().map(JobCounts::dead).orElse(0L);
  }

  public String getSearch() {
    return PlainText.of(query.parameter("q").strip());
  }

  /** Returns the query of this list's address, without the place in it. */
  public String getQuery() {
    return PageAddress.of(
        "queue", getQueue(), "topic", getTopic(), "state", getState(), "q", getSearch());
  }

  public String getAfter() {
    return query.parameter("after");
  }
}
