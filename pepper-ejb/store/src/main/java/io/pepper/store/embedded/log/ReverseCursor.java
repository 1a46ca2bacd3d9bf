package io.pepper.store.embedded.log;

import io.pepper.store.embedded.index.RunEntries;
import java.io.IOException;

/** A place in a list of dead jobs that moves from the newest to the oldest. For one operation. */
public final class ReverseCursor {
  private final StoredJobList list;
  private int runIndex;
  private int position;

  private ReverseCursor(StoredJobList list) {
    this.list = list;
  }

  /** Returns a cursor that stands at the last job whose sequence is below this one. */
  public static ReverseCursor below(StoredJobList list, long sequence) throws IOException {
    ReverseCursor cursor = new ReverseCursor(list);
    cursor.runIndex = list.runs().size();
    while (--cursor.runIndex >= 0) {
      RunEntries entries = cursor.entries();
      if (entries.count() > 0 && entries.sequence(0) < sequence) {
        cursor.position = entries.search(0, sequence) - 1;
        return cursor;
      }
    }
    return cursor;
  }

  private RunEntries entries() {
    return list.runs().get(runIndex).entries();
  }

  /** Returns whether there is a job; the other methods are about it. */
  public boolean hasJob() throws IOException {
    while (runIndex >= 0) {
      while (position >= 0 && list.runs().get(runIndex).isRemoved(entries().ordinal(position))) {
        position--;
      }
      if (position >= 0) {
        return true;
      }
      runIndex--;
      position = runIndex < 0 ? 0 : entries().count() - 1;
    }
    return false;
  }

  /** Moves it to the job before. */
  public void advance() {
    position--;
  }

  public long sequence() throws IOException {
    return entries().sequence(position);
  }

  SortedRun run() {
    return list.runs().get(runIndex);
  }

  int offset() throws IOException {
    return entries().offset(position);
  }
}
