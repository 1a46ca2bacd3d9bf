package io.pepper.store.embedded.log;

import io.pepper.store.embedded.index.RunEntries;
import java.io.IOException;
import java.util.Arrays;

/**
 * The jobs of one topic in one state in one segment, in the order of their keys, and which of them
 * were removed. Used by the one thread of the log.
 */
final class SortedRun {
  private static final int WORD_SHIFT = 6;
  private static final long[] NONE = {};

  private final StoredJobList list;
  private final LogSegment segment;
  private RunEntries entries;
  private long[] removed = NONE;
  private int removedCount;

  SortedRun(StoredJobList list, LogSegment segment, RunEntries entries) {
    this.list = list;
    this.segment = segment;
    this.entries = entries;
  }

  StoredJobList list() {
    return list;
  }

  LogSegment segment() {
    return segment;
  }

  RunEntries entries() {
    return entries;
  }

  /** Sets where the entries are from now on; they are the same. */
  void entries(RunEntries moved) {
    entries = moved;
  }

  int count() {
    return entries.count();
  }

  int living() {
    return entries.count() - removedCount;
  }

  boolean isRemoved(int ordinal) {
    int word = ordinal >> WORD_SHIFT;
    return word < removed.length && (removed[word] >>> ordinal & 1) != 0;
  }

  /** Marks a job as removed; returns whether it was not yet. */
  boolean remove(int ordinal) {
    if (isRemoved(ordinal)) {
      return false;
    }
    int word = ordinal >> WORD_SHIFT;
    if (word >= removed.length) {
      removed = Arrays.copyOf(removed, Math.max(2 * removed.length, word + 1));
    }
    removed[word] |= 1L << ordinal;
    removedCount++;
    return true;
  }

  /** Returns the marks of removed jobs by their ordinals; not a copy. */
  long[] removed() {
    return removed;
  }

  /** Sets the marks as they were at a checkpoint. */
  void removed(long[] marks) {
    removed = marks;
    removedCount = 0;
    for (long word : marks) {
      removedCount += Long.bitCount(word);
    }
  }

  /** Returns the first position from this one on whose job was not removed, or the count. */
  int nextLiving(int from) throws IOException {
    int position = from;
    int count = entries.count();
    while (position < count && isRemoved(entries.ordinal(position))) {
      boolean isWordRemoved =
          !list.isScheduled() && removed[position >> WORD_SHIFT] >> position == -1;
      position = isWordRemoved ? (position >> WORD_SHIFT) + 1 << WORD_SHIFT : position + 1;
    }
    return Math.min(position, count);
  }

  boolean mayHave(long time, long sequence) throws IOException {
    int last = entries.count() - 1;
    return last >= 0
        && RunEntries.compare(entries.time(0), entries.sequence(0), time, sequence) <= 0
        && RunEntries.compare(entries.time(last), entries.sequence(last), time, sequence) >= 0;
  }
}
