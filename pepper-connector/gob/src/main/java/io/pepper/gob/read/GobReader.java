package io.pepper.gob.read;

import io.pepper.gob.GobException;
import io.pepper.gob.GobValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads the values of one gob stream, in order. It keeps the types that the stream has defined, and
 * while no value is being read hardly any memory. For one thread at a time.
 *
 * <p>After an exception the stream is at no known place: it is to be closed.
 */
public final class GobReader implements AutoCloseable {
  /** About what a part of a value takes in memory, besides its bytes. */
  static final int PART_BYTES = 40;

  private final MessageInput input;
  private final ValueInput values;

  public GobReader(InputStream stream, GobLimits limits) {
    this(stream, limits, GobBudget.UNLIMITED);
  }

  /**
   * @param budget the memory for what is being read, beyond a kibibyte for each reader, and for the
   *     types that the stream has defined
   */
  public GobReader(InputStream stream, GobLimits limits, GobBudget budget) {
    input = new MessageInput(stream, limits, budget);
    values = new ValueInput(input, limits);
  }

  /**
   * Waits until bytes of the next value are there.
   *
   * @return false if the stream has ended between two values
   * @throws IOException as of the stream; if that was a time limit, this may be called again
   */
  public boolean await() throws IOException {
    return input.await();
  }

  /**
   * Reads the next value, with the definitions of types before it. Waits for its bytes.
   *
   * @return empty if the stream has ended between two values
   * @throws GobException if it is no gob, or over a limit
   * @throws IOException as of the stream; {@link java.io.EOFException} if it ends inside of a value
   */
  public Optional<GobValue> read() throws IOException {
    if (!input.await()) {
      return Optional.empty();
    }
    input.beginValue();
    GobValue value = values.readTop();
    input.endValue();
    return Optional.of(value);
  }

  /** Returns the bytes of the value read last, definitions of types before and in it included. */
  public int valueBytes() {
    return (int) input.valueBytes();
  }

  /** Returns about how many bytes of memory the value read last takes. */
  public long valueMemory() {
    return input.valueBytes() + values.parts() * PART_BYTES;
  }

  /** Gives back the memory. The stream stays open. */
  @Override
  public void close() {
    input.close();
  }
}
