package io.pepper.store.embedded.index;

import java.io.IOException;
import java.util.Arrays;

/**
 * The entries of a run whose segment is still written, in arrays. Those of ready and dead jobs come
 * in the order of their keys; for scheduled ones the order is kept beside them.
 */
public final class ActiveEntries extends RunEntries {
  private static final int MIN_SIZE = 8;

  private long[] sequences = new long[MIN_SIZE];
  private int[] offsets = new int[MIN_SIZE];
  private long[] times;
  private int[] order;
  private int count;

  public ActiveEntries(boolean isScheduled) {
    if (isScheduled) {
      times = new long[MIN_SIZE];
      order = new int[MIN_SIZE];
    }
  }

  /**
   * Adds an entry.
   *
   * @return its position
   */
  public int add(long time, long sequence, int offset) throws IOException {
    if (count == sequences.length) {
      grow();
    }
    int position = count;
    if (times != null) {
      position = isLast(time, sequence) ? count : search(time, sequence);
      System.arraycopy(order, position, order, position + 1, count - position);
      order[position] = count;
      times[count] = time;
    }
    sequences[count] = sequence;
    offsets[count] = offset;
    count++;
    return position;
  }

  private boolean isLast(long time, long sequence) {
    return count == 0 || compare(time(count - 1), sequence(count - 1), time, sequence) < 0;
  }

  private void grow() {
    int size = 2 * count;
    sequences = Arrays.copyOf(sequences, size);
    offsets = Arrays.copyOf(offsets, size);
    if (times != null) {
      times = Arrays.copyOf(times, size);
      order = Arrays.copyOf(order, size);
    }
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public long time(int position) {
    return times == null ? 0 : times[order[position]];
  }

  @Override
  public long sequence(int position) {
    return sequences[ordinal(position)];
  }

  @Override
  public int offset(int position) {
    return offsets[ordinal(position)];
  }

  @Override
  public int ordinal(int position) {
    return times == null ? position : order[position];
  }

  @Override
  public int search(long time, long sequence) throws IOException {
    return search(time, sequence, 0, count);
  }
}
