package io.pepper.store.embedded.index;

import java.io.IOException;

/**
 * The keys and places of the jobs of one run, in the order of their keys. A key is a due time, 0
 * unless the job is scheduled, and a sequence; a place is an offset in the segment. For one thread.
 */
public abstract class RunEntries {
  /** Returns how many jobs there are, removed ones included. */
  public abstract int count();

  /** Returns the due time at this position, in unix milliseconds. */
  public abstract long time(int position) throws IOException;

  public abstract long sequence(int position) throws IOException;

  public abstract int offset(int position) throws IOException;

  /** Returns how many jobs of the run were written before it. */
  public abstract int ordinal(int position) throws IOException;

  /** Returns the first position whose key is not below this one. */
  public abstract int search(long time, long sequence) throws IOException;

  /** Compares two keys. */
  public static int compare(long time, long sequence, long otherTime, long otherSequence) {
    int times = Long.compare(time, otherTime);
    return times != 0 ? times : Long.compare(sequence, otherSequence);
  }

  /** Searches for a key between two positions. */
  final int search(long time, long sequence, int from, int to) throws IOException {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = low + high >>> 1;
      if (compare(time(middle), sequence(middle), time, sequence) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
