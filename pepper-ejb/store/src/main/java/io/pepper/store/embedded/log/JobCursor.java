package io.pepper.store.embedded.log;

import io.pepper.store.embedded.index.RunEntries;
import java.io.IOException;

/**
 * A place in a list of jobs, which stays right however the list changes: it stands at the first job
 * from a key on. Used by the one thread of the log.
 */
public final class JobCursor {
  private final StoredJobList list;
  private long fromTime = Long.MIN_VALUE;
  private long fromSequence;
  private int version = -1;
  private int runIndex;
  private int[] positions = {};
  private SortedRun run;
  private int position;

  JobCursor(StoredJobList list) {
    this.list = list;
  }

  /** Lets it stand at the first job whose key is not below this one. */
  void moveTo(long time, long sequence) {
    fromTime = time;
    fromSequence = sequence;
    version = -1;
    run = null;
  }

  /** Moves it to this key if that is before the job at which it stands. */
  void moveBackTo(long time, long sequence) throws IOException {
    boolean isStanding = run != null && version == list.version();
    if (!isStanding || RunEntries.compare(time, sequence, time(), sequence()) < 0) {
      if (isStanding || RunEntries.compare(time, sequence, fromTime, fromSequence) < 0) {
        moveTo(time, sequence);
      } else {
        run = null;
        version = -1;
      }
    }
  }

  /** Returns whether there is a job; the other methods are about it. */
  public boolean hasJob() throws IOException {
    if (version == list.version() && run != null && !run.isRemoved(ordinal())) {
      return true;
    }
    if (version != list.version()) {
      seek();
    }
    run = null;
    return list.isScheduled() ? findEarliest() : findNext();
  }

  private void seek() throws IOException {
    version = list.version();
    int count = list.runs().size();
    if (list.isScheduled()) {
      positions = new int[count];
      for (int i = 0; i < count; i++) {
        positions[i] = list.runs().get(i).entries().search(fromTime, fromSequence);
      }
      return;
    }
    runIndex = 0;
    position = 0;
    while (runIndex < count) {
      RunEntries entries = list.runs().get(runIndex).entries();
      if (entries.count() > 0 && entries.sequence(entries.count() - 1) >= fromSequence) {
        position = entries.search(fromTime, fromSequence);
        return;
      }
      runIndex++;
    }
    runIndex = Math.max(0, count - 1);
    position = count == 0 ? 0 : list.runs().get(runIndex).count();
  }

  private boolean findNext() throws IOException {
    while (runIndex < list.runs().size()) {
      SortedRun next = list.runs().get(runIndex);
      position = next.nextLiving(position);
      if (position < next.count()) {
        run = next;
        return true;
      }
      if (runIndex == list.runs().size() - 1) {
        return false; // It may be written to.
      }
      runIndex++;
      position = 0;
    }
    return false;
  }

  private boolean findEarliest() throws IOException {
    for (int i = 0; i < positions.length; i++) {
      SortedRun next = list.runs().get(i);
      positions[i] = next.nextLiving(positions[i]);
      if (positions[i] < next.count() && (run == null || isEarlier(next, positions[i]))) {
        run = next;
        position = positions[i];
      }
    }
    return run != null;
  }

  private boolean isEarlier(SortedRun other, int place) throws IOException {
    RunEntries entries = other.entries();
    return RunEntries.compare(entries.time(place), entries.sequence(place), time(), sequence()) < 0;
  }

  /** Moves it behind the job. */
  public void advance() throws IOException {
    fromTime = time();
    fromSequence = sequence() + 1;
    if (version != list.version()) {
      run = null;
      return;
    }
    if (list.isScheduled()) {
      positions[list.runs().indexOf(run)]++;
    } else {
      position++;
    }
    run = null;
  }

  /** Returns the due time of a scheduled job in unix milliseconds, 0 for others. */
  public long time() throws IOException {
    return run.entries().time(position);
  }

  public long sequence() throws IOException {
    return run.entries().sequence(position);
  }

  SortedRun run() {
    return run;
  }

  int ordinal() throws IOException {
    return run.entries().ordinal(position);
  }

  int offset() throws IOException {
    return run.entries().offset(position);
  }
}
