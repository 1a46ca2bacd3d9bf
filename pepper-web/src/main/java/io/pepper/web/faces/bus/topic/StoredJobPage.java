package io.pepper.web.faces.bus.topic;

import io.pepper.bus.FoundJob;
import io.pepper.bus.UnknownQueueException;
import io.pepper.bus.UnknownStoredJobException;
import io.pepper.bus.UnknownTopicException;
import io.pepper.identity.access.PermissionDeniedException;
import io.pepper.job.Job;
import io.pepper.job.JobId;
import io.pepper.job.JobState;
import io.pepper.job.TopicId;
import io.pepper.store.StoreUnavailableException;
import io.pepper.web.faces.Moment;
import io.pepper.web.faces.PlainText;
import io.pepper.web.faces.Readable;
import io.pepper.web.faces.Setting;
import io.pepper.web.read.QueueReads;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The page of one job: its payload, its attempts and its last error whole. */
@Named
@RequestScoped
public class StoredJobPage {
  @Inject private QueueReads reads;
  @Inject private Clock clock;

  private String queue = "";
  private String topic = "";
  private String id = "";
  private String state = "";
  private String after = "";
  private FoundJob found;
  private String problem = "";

  /** Reads the job, at the start of the rendering. */
  public void refresh() {
    try {
      TopicId wanted = TopicId.of(queue, topic);
      Optional<String> cursor = after.isEmpty() ? Optional.empty() : Optional.of(after);
      found = reads.find(wanted, JobId.parse(id), likely(), cursor);
    } catch (PermissionDeniedException
        | UnknownQueueException
        | UnknownTopicException
        | UnknownStoredJobException
        | IllegalArgumentException e) {
      problem = e.getMessage();
      FacesContext.getCurrentInstance().getExternalContext().setResponseStatus(404);
    } catch (StoreUnavailableException e) {
      problem = e.getMessage();
      FacesContext.getCurrentInstance().getExternalContext().setResponseStatus(503);
    }
  }

  private Optional<JobState> likely() {
    return Arrays.stream(JobState.values())
        .filter(each -> each.toString().equals(state))
        .findFirst();
  }

  public boolean isFound() {
    return found != null;
  }

  /** Returns why there is no job; empty if there is one. */
  public String getProblem() {
    return problem;
  }

  private Job job() {
    return found.listed().job();
  }

  /** Returns the state in which the job is now. */
  public String getPresentState() {
    return found.state().toString();
  }

  public String getStateLabel() {
    return StateTab.label(found.state());
  }

  public String getStateStyle() {
    return switch (found.state()) {
      case READY -> "idle";
      case SCHEDULED -> "held";
      case RUNNING -> "busy";
      case DEAD -> "bad";
    };
  }

  public boolean isDead() {
    return found.state() == JobState.DEAD;
  }

  public boolean isDeletable() {
    return found.state() != JobState.RUNNING;
  }

  /** Returns what is known of the job and of its latest attempt. */
  public List<Setting> getFacts() {
    List<Setting> facts = new ArrayList<>();
    facts.add(new Setting("Id", job().id().toString()));
    facts.add(new Setting("Id as in streams", job().id().toStreamId()));
    facts.add(new Setting("Accepted", moment(job().id().acceptedAt())));
    found.listed().due().ifPresent(due -> facts.add(new Setting("Ready again", moment(due))));
    facts.add(new Setting("Attempts", Readable.count(job().attempts())));
    if (job().lastAttempt() > 0) {
      facts.add(new Setting("Latest attempt", moment(Instant.ofEpochSecond(job().lastAttempt()))));
    }
    if (!job().lastError().isEmpty()) {
      facts.add(
          new Setting(
              "Code of the latest failure",
              job().lastCode().isEmpty() ? "none" : job().lastCode()));
    }
    if (job().lastMillis() > 0) {
      facts.add(new Setting("It took", Readable.span(Duration.ofMillis(job().lastMillis()))));
    }
    if (!job().inTraceId().isEmpty()) {
      facts.add(new Setting("Trace of its push", job().inTraceId()));
    }
    return facts;
  }

  private String moment(Instant at) {
    Moment moment = new Moment(at, clock.instant(), ZoneOffset.UTC);
    return moment.getFull() + ", " + moment.getDistance();
  }

  public PayloadView getPayload() {
    return new PayloadView(job().payload());
  }

  /** Returns the whole last error; empty if there is none. */
  public String getError() {
    return PlainText.of(job().lastError());
  }

  /** Returns the query of the list from which it came. */
  public String getListQuery() {
    return PageAddress.of("queue", queue, "topic", topic, "state", state, "after", after);
  }

  public String getTopicQuery() {
    return PageAddress.of("queue", queue, "topic", topic);
  }

  /** Returns the query of its payload for download. */
  public String getPayloadQuery() {
    return PageAddress.of(
        "queue", queue, "topic", topic, "state", getPresentState(), "id", id, "after", after);
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

  public String getId() {
    return id;
  }

  public void setId(String id) {
    this.id = id == null ? "" : id;
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
