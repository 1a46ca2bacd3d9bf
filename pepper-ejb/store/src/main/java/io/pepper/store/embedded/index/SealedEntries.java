package io.pepper.store.embedded.index;

import io.pepper.store.embedded.segment.Bytes;
import java.io.IOException;

/**
 * The entries of a run in the index of its segment, read in chunks. In memory are the first keys of
 * the chunks and the last key.
 */
final class SealedEntries extends RunEntries {
  static final int CHUNK_SHIFT = 8;
  static final int CHUNK_ENTRIES = 1 << CHUNK_SHIFT;
  static final int ENTRY_BYTES = Long.BYTES + Integer.BYTES;
  static final int SCHEDULED_ENTRY_BYTES = 2 * Long.BYTES + 2 * Integer.BYTES;

  private final RunIndex index;
  private final ChunkCache cache;
  private final long start;
  private final int count;
  private final long[] firstTimes;
  private final long[] firstSequences;
  private final long lastTime;
  private final long lastSequence;

  /**
   * @param start of the first chunk in the index
   * @param firstTimes null unless the jobs are scheduled
   */
  SealedEntries(
      RunIndex index,
      ChunkCache cache,
      long start,
      int count,
      long[] firstTimes,
      long[] firstSequences,
      long lastTime,
      long lastSequence) {
    this.index = index;
    this.cache = cache;
    this.start = start;
    this.count = count;
    this.firstTimes = firstTimes;
    this.firstSequences = firstSequences;
    this.lastTime = lastTime;
    this.lastSequence = lastSequence;
  }

  static int entryBytes(boolean isScheduled) {
    return isScheduled ? SCHEDULED_ENTRY_BYTES : ENTRY_BYTES;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public long time(int position) throws IOException {
    if (firstTimes == null) {
      return 0;
    }
    if ((position & CHUNK_ENTRIES - 1) == 0) {
      return firstTimes[position >> CHUNK_SHIFT];
    }
    return position == count - 1 ? lastTime : Bytes.getLong(chunk(position), at(position));
  }

  @Override
  public long sequence(int position) throws IOException {
    if ((position & CHUNK_ENTRIES - 1) == 0) {
      return firstSequences[position >> CHUNK_SHIFT];
    }
    if (position == count - 1) {
      return lastSequence;
    }
    int place = firstTimes == null ? at(position) : at(position) + Long.BYTES;
    return Bytes.getLong(chunk(position), place);
  }

  @Override
  public int offset(int position) throws IOException {
    int place = firstTimes == null ? Long.BYTES : 2 * Long.BYTES;
    return Bytes.getInt(chunk(position), at(position) + place);
  }

  @Override
  public int ordinal(int position) throws IOException {
    return firstTimes == null
        ? position
        : Bytes.getInt(chunk(position), at(position) + 2 * Long.BYTES + Integer.BYTES);
  }

  private int at(int position) {
    return (position & CHUNK_ENTRIES - 1) * entryBytes(firstTimes != null);
  }

  private byte[] chunk(int position) throws IOException {
    int number = position >> CHUNK_SHIFT;
    int width = entryBytes(firstTimes != null);
    long place = start + (long) number * (CHUNK_ENTRIES * width + Integer.BYTES);
    int entries = Math.min(CHUNK_ENTRIES, count - (number << CHUNK_SHIFT));
    return cache.get(index, place, entries * width);
  }

  @Override
  public int search(long time, long sequence) throws IOException {
    int low = 0;
    int high = firstSequences.length;
    while (low < high) {
      int middle = low + high >>> 1;
      long first = firstTimes == null ? 0 : firstTimes[middle];
      if (compare(first, firstSequences[middle], time, sequence) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low == 0) {
      return 0;
    }
    int from = low - 1 << CHUNK_SHIFT;
    return search(time, sequence, from, Math.min(count, from + CHUNK_ENTRIES));
  }
}
