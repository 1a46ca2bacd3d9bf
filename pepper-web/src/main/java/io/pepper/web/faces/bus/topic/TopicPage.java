package io.pepper.web.faces.bus.topic;

import io.pepper.bus.TopicOverview;
import io.pepper.bus.UnknownQueueException;
import io.pepper.bus.UnknownTopicException;
import io.pepper.bus.metrics.LastError;
import io.pepper.identity.access.PermissionDeniedException;
import io.pepper.job.JobState;
import io.pepper.job.TopicId;
import io.pepper.store.JobCounts;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.bus.TopicRow;
import io.pepper.web.read.QueueReads;
import io.pepper.web.topic.WaitReasons;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The page of one topic. What a person chose is in its address: the queue, the topic, and the state
 * whose jobs it lists, with the search and the place in that list (JobList).
 */
@Named
@ViewScoped
public class TopicPage implements Serializable {
  private static final long serialVersionUID = 1L;

  @Inject private transient QueueReads reads;
  @Inject private transient WaitReasons waitReasons;
  @Inject private transient Clock clock;

  private String queue = "";
  private String topic = "";
  private String state = "";
  private String after = "";
  private String search = "";
  private transient TopicRow row;
  private transient JobList list;
  private transient TopicOverview now;

  /** Reads the topic, at the start of every rendering: all parts show the same moment. */
  public void refresh() {
    row = null;
    list = null;
    try {
      now = reads.topic(TopicId.of(queue, topic));
      row = new TopicRow(now, clock.instant(), waitReasons.missingNode(now));
    } catch (PermissionDeniedException
        | UnknownQueueException
        | UnknownTopicException
        | IllegalArgumentException e) {
      // The page says so: the topic may have been removed since.
      if (!FacesContext.getCurrentInstance().isPostback()) {
        FacesContext.getCurrentInstance().getExternalContext().setResponseStatus(404);
      }
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
              .read(now.id(), chosen().orElseThrow(), search.strip(), after);
    }
    return list;
  }

  Optional<JobState> chosen() {
    return Arrays.stream(JobState.values())
        .filter(each -> each.toString().equals(state))
        .findFirst();
  }

  public String getQueue() {
    return queue;
  }

  public void setQueue(String queue) {
    this.queue = queue == null ? "" : queue;
  }

  public String getTopic() {
    return topic;
  }

  public void setTopic(String topic) {
    this.topic = topic == null ? "" : topic;
  }

  public String getState() {
    return state;
  }

  public void setState(String state) {
    this.state = state == null ? "" : state;
  }

  /** Returns the number of dead jobs; 0 when the store does not answer. */
  public long getDead() {
    return now.counts().map(JobCounts::dead).orElse(0L);
  }

  public String getSearch() {
    return search;
  }

  public void setSearch(String search) {
    this.search = search == null ? "" : search;
  }

  /** Returns the query of this list's address, without the place in it. */
  public String getQuery() {
    return PageAddress.of("queue", queue, "topic", topic, "state", state, "q", search.strip());
  }

  public String getAfter() {
    return after;
  }

  public void setAfter(String after) {
    this.after = after == null ? "" : after;
  }
}
