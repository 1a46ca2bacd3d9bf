package io.pepper.store.embedded.log;

import io.pepper.job.TopicId;
import java.io.IOException;

/** The jobs of one topic by state, and its totals. Used by the one thread of the log. */
public final class TopicLists {
  private final int number;
  private final TopicId id;
  private final StoredJobList[] lists = new StoredJobList[StoredJobList.STATES];
  private LogSegment namedIn;
  private long sequence;
  private long succeeded;
  private long failed;

  TopicLists(int number, TopicId id) {
    this.number = number;
    this.id = id;
    for (int state = 0; state < lists.length; state++) {
      lists[state] = new StoredJobList(this, state);
    }
  }

  /** Returns a topic of the same name and numbers, without jobs. */
  TopicLists withoutJobs() {
    TopicLists same = new TopicLists(number, id);
    same.sequence = sequence;
    same.totals(succeeded, failed);
    return same;
  }

  /** Returns the number by which the log names the topic. */
  int number() {
    return number;
  }

  public TopicId id() {
    return id;
  }

  public StoredJobList ready() {
    return lists[StoredJobList.READY];
  }

  public StoredJobList scheduled() {
    return lists[StoredJobList.SCHEDULED];
  }

  public StoredJobList dead() {
    return lists[StoredJobList.DEAD];
  }

  StoredJobList list(int state) {
    return lists[state];
  }

  /** Returns the segment that says last which topic the number stands for; null if none does. */
  LogSegment namedIn() {
    return namedIn;
  }

  void namedIn(LogSegment segment) {
    namedIn = segment;
  }

  public boolean hasReady(long sequence) throws IOException {
    return ready().find(0, sequence) != null;
  }

  /** Returns the highest sequence that a job of the topic ever had. */
  public long lastSequence() {
    return sequence;
  }

  long nextSequence() {
    return ++sequence;
  }

  void sequenceAtLeast(long used) {
    sequence = Math.max(sequence, used);
  }

  public long succeeded() {
    return succeeded;
  }

  public long failed() {
    return failed;
  }

  void totals(long newSucceeded, long newFailed) {
    succeeded = newSucceeded;
    failed = newFailed;
  }
}
