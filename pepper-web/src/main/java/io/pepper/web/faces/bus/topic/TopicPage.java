package io.pepper.web.faces.bus.topic;

import io.pepper.bus.BusOverview;
import io.pepper.bus.Jobs;
import io.pepper.bus.TopicOverview;
import io.pepper.bus.UnknownQueueException;
import io.pepper.bus.UnknownTopicException;
import io.pepper.job.JobState;
import io.pepper.job.TopicId;
import io.pepper.web.faces.bus.TopicRow;
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

  @Inject private transient BusOverview overview;
  @Inject private transient Jobs jobs;
  @Inject private transient Clock clock;

  private String queue = "";
  private String topic = "";
  private String state = "";
  private String after = "";
  private transient TopicRow row;
  private transient JobList list;
  private transient TopicOverview now;

  /** Reads the topic, at the start of every rendering: all parts show the same moment. */
  public void refresh() {
    row = null;
    list = null;
    try {
      now = overview.topic(TopicId.of(queue, topic));
      row = new TopicRow(now, clock.instant());
    } catch (UnknownQueueException | UnknownTopicException | IllegalArgumentException e) {
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

  /** Returns the page of jobs; read when it is first asked for. */
  public JobList getList() {
    if (list == null) {
      list = JobList.read(jobs, now.id(), chosen().orElseThrow(), after, clock.instant());
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

  public String getAfter() {
    return after;
  }

  public void setAfter(String after) {
    this.after = after == null ? "" : after;
  }
}
