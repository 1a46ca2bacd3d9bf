package io.pepper.store.embedded;

import java.nio.ByteBuffer;
import java.util.Comparator;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * The key of a scheduled job, in the order of due times.
 *
 * @param millis the due time in unix milliseconds
 * @param sequence the order of jobs of one millisecond
 */
record ScheduledKey(long millis, long sequence) implements Comparable<ScheduledKey> {
  private static final Comparator<ScheduledKey> ORDER =
      Comparator.comparingLong(ScheduledKey::millis).thenComparingLong(ScheduledKey::sequence);

  @Override
  public int compareTo(ScheduledKey other) {
    return ORDER.compare(this, other);
  }

  /** The binary form of the key. */
  static final class ScheduledKeyType extends BasicDataType<ScheduledKey> {
    static final ScheduledKeyType INSTANCE = new ScheduledKeyType();
    private static final int MEMORY = 40;

    @Override
    public int getMemory(ScheduledKey due) {
      return MEMORY;
    }

    @Override
    public void write(WriteBuffer buffer, ScheduledKey due) {
      buffer.putVarLong(due.millis).putVarLong(due.sequence);
    }

    @Override
    public ScheduledKey read(ByteBuffer buffer) {
      return new ScheduledKey(DataUtils.readVarLong(buffer), DataUtils.readVarLong(buffer));
    }

    @Override
    public ScheduledKey[] createStorage(int size) {
      return new ScheduledKey[size];
    }

    @Override
    public int compare(ScheduledKey one, ScheduledKey other) {
      return one.compareTo(other);
    }
  }
}
