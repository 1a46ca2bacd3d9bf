package io.pepper.web.faces.bus.topic;

import io.pepper.bus.TopicOverview;
import io.pepper.job.JobState;
import io.pepper.store.JobCounts;
import io.pepper.web.faces.Readable;

/** One state of jobs on the page of a topic, with the link to its list. */
public final class StateTab {
  private final JobState state;
  private final TopicOverview topic;
  private final boolean chosen;

  StateTab(JobState state, TopicOverview topic, boolean chosen) {
    this.state = state;
    this.topic = topic;
    this.chosen = chosen;
  }

  public String getName() {
    return state.toString();
  }

  public String getLabel() {
    return label(state);
  }

  static String label(JobState state) {
    return switch (state) {
      case READY -> "Ready";
      case SCHEDULED -> "Scheduled";
      case RUNNING -> "Running";
      case DEAD -> "Dead";
    };
  }

  /** Returns the number of jobs in this state; a question mark when the store does not answer. */
  public String getCount() {
    return topic.counts().map(counts -> Readable.count(count(counts))).orElse("?");
  }

  private long count(JobCounts counts) {
    return switch (state) {
      case READY -> counts.ready();
      case SCHEDULED -> counts.scheduled();
      case RUNNING -> counts.running();
      case DEAD -> counts.dead();
    };
  }

  public boolean isAlarming() {
    return state == JobState.DEAD && topic.counts().map(JobCounts::dead).orElse(0L) > 0;
  }

  public boolean isChosen() {
    return chosen;
  }
}
