package io.pepper.store.embedded;

import java.nio.ByteBuffer;
import java.util.Comparator;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * Orders scheduled jobs.
 *
 * @param millis unix milliseconds
 * @param sequence order among those of one millisecond
 */
record Due(long millis, long sequence) implements Comparable<Due> {
  private static final Comparator<Due> ORDER =
      Comparator.comparingLong(Due::millis).thenComparingLong(Due::sequence);

  @Override
  public int compareTo(Due other) {
    return ORDER.compare(this, other);
  }

  /** How it is written as a key. */
  static final class Type extends BasicDataType<Due> {
    static final Type INSTANCE = new Type();
    private static final int MEMORY = 40;

    @Override
    public int getMemory(Due due) {
      return MEMORY;
    }

    @Override
    public void write(WriteBuffer buffer, Due due) {
      buffer.putVarLong(due.millis).putVarLong(due.sequence);
    }

    @Override
    public Due read(ByteBuffer buffer) {
      return new Due(DataUtils.readVarLong(buffer), DataUtils.readVarLong(buffer));
    }

    @Override
    public Due[] createStorage(int size) {
      return new Due[size];
    }

    @Override
    public int compare(Due one, Due other) {
      return one.compareTo(other);
    }
  }
}
