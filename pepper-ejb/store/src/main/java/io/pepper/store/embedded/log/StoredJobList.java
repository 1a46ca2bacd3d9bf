package io.pepper.store.embedded.log;

import io.pepper.store.embedded.index.ActiveEntries;
import io.pepper.store.embedded.index.RunEntries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The jobs of one topic in one state, as runs. Nothing is kept for a single job but in the run of
 * the segment that is written. Runs of ready and dead jobs follow each other, those of scheduled
 * jobs overlap. Used by the one thread of the log.
 */
public final class StoredJobList {
  static final int READY = 0;
  static final int SCHEDULED = 1;
  static final int DEAD = 2;
  static final int STATES = 3;

  /** The place of one job in its run. */
  record Place(SortedRun run, int position) {
    int ordinal() throws IOException {
      return run.entries().ordinal(position);
    }

    int offset() throws IOException {
      return run.entries().offset(position);
    }
  }

  private final TopicLists topic;
  private final int state;
  private final List<SortedRun> runs = new ArrayList<>();
  private SortedRun active;
  private JobCursor first;
  private long living;
  private int version;

  StoredJobList(TopicLists topic, int state) {
    this.topic = topic;
    this.state = state;
  }

  TopicLists topic() {
    return topic;
  }

  int state() {
    return state;
  }

  boolean isScheduled() {
    return state == SCHEDULED;
  }

  /** Returns the number of jobs. */
  public long size() {
    return living;
  }

  List<SortedRun> runs() {
    return runs;
  }

  /** Returns a number that changes when positions of a cursor may have become wrong. */
  int version() {
    return version;
  }

  /** Returns a cursor that stands at the first job, wherever that is. */
  public JobCursor first() {
    if (first == null) {
      first = new JobCursor(this);
    }
    return first;
  }

  /** Returns a cursor of its own at the first job whose key is not below this one. */
  public JobCursor from(long time, long sequence) {
    JobCursor cursor = new JobCursor(this);
    cursor.moveTo(time, sequence);
    return cursor;
  }

  void add(LogSegment segment, long time, long sequence, int offset) throws IOException {
    if (active == null || active.segment() != segment) {
      active = new SortedRun(this, segment, new ActiveEntries(isScheduled()));
      segment.runs().add(active);
      runs.add(active);
      version++;
    }
    ActiveEntries entries = (ActiveEntries) active.entries();
    if (entries.add(time, sequence, offset) < entries.count() - 1) {
      version++;
    }
    if (first != null && isScheduled()) {
      first.moveBackTo(time, sequence);
    }
    living++;
    segment.added(1);
  }

  /** Adds the run of a sealed segment. */
  void addSealed(SortedRun run) throws IOException {
    int place = 0;
    long time = run.entries().time(0);
    long sequence = run.entries().sequence(0);
    while (place < runs.size() && isBefore(runs.get(place), time, sequence)) {
      place++;
    }
    runs.add(place, run);
    living += run.living();
    run.segment().added(run.living());
    version++;
  }

  private static boolean isBefore(SortedRun run, long time, long sequence) throws IOException {
    RunEntries entries = run.entries();
    return RunEntries.compare(entries.time(0), entries.sequence(0), time, sequence) < 0;
  }

  /** Takes a run out whose living jobs are in another. */
  void exclude(SortedRun run) {
    if (runs.remove(run)) {
      living -= run.living();
      version++;
    }
  }

  /** Removes a job, unless it is removed already. */
  void remove(SortedRun run, int ordinal) {
    if (!run.remove(ordinal)) {
      return;
    }
    living--;
    run.segment().removed();
    if (run.living() == 0 && run != active) {
      exclude(run);
    }
  }

  /**
   * Finds a job by its key.
   *
   * @return null if it is not there
   */
  Place find(long time, long sequence) throws IOException {
    for (SortedRun run : runs) {
      if (run.mayHave(time, sequence)) {
        RunEntries entries = run.entries();
        int position = entries.search(time, sequence);
        boolean isFound =
            position < entries.count()
                && entries.time(position) == time
                && entries.sequence(position) == sequence;
        if (isFound && !run.isRemoved(entries.ordinal(position))) {
          return new Place(run, position);
        }
      }
    }
    return null;
  }

  /** Ends the run that is written: its segment is sealed. */
  void seal() {
    SortedRun sealed = active;
    active = null;
    if (sealed != null && sealed.living() == 0) {
      exclude(sealed);
    }
  }
}
