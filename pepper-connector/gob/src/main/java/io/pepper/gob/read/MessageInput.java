package io.pepper.gob.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pepper.gob.GobException;
import io.pepper.gob.GobLimitException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The messages of a stream, each with its length before it, and a cursor in the current one. The
 * buffer grows as bytes arrive, never because of a length that is only claimed.
 */
final class MessageInput {
  static final int IDLE_BYTES = 1 << 10;

  private static final int GROWTH = 4;
  private static final int MAX_NUMBER_BYTES = 8;

  private final InputStream stream;
  private final GobLimits limits;
  private final GobBudget budget;
  private byte[] bytes = new byte[IDLE_BYTES];

  /** The next byte of the message, its end, and the end of what was read from the stream. */
  private int position;

  private int end;
  private int filled;
  private long valueBytes;

  /** The memory acquired for the value being read, and for as long as the stream is read. */
  private long forValue;

  private long forStream;

  MessageInput(InputStream stream, GobLimits limits, GobBudget budget) {
    this.stream = stream;
    this.limits = limits;
    this.budget = budget;
  }

  boolean await() throws IOException {
    return filled > position || fill();
  }

  void beginValue() {
    valueBytes = 0;
  }

  /** Ends a value, which has to be all of its message, and gives back memory if no more waits. */
  void endValue() {
    if (position < end) {
      throw new GobException((end - position) + " bytes of the message are left after its value");
    }
    budget.release(forValue);
    forValue = 0;
    if (position == filled) {
      position = end = filled = 0;
      resize(IDLE_BYTES);
    }
  }

  /** Acquires memory for what the value being read becomes. */
  void chargeValue(long memory) {
    acquire(memory);
    forValue += memory;
  }

  /** Acquires memory until the stream is closed. */
  void chargeStream(long memory) {
    acquire(memory);
    forStream += memory;
  }

  private void acquire(long memory) {
    if (!budget.acquire(memory)) {
      throw new GobException("there is no memory left for a value of so many parts");
    }
  }

  /** Returns the place in the current message, from 0, for differences within it. */
  int position() {
    return position;
  }

  long valueBytes() {
    return valueBytes;
  }

  boolean isUsedUp() {
    return position == end;
  }

  /** Reads the next message, whose length is checked before. */
  void nextMessage() throws IOException {
    end = position;
    need(1);
    int numberBytes = bytes[position] >= 0 ? 0 : -bytes[position];
    if (numberBytes > MAX_NUMBER_BYTES) {
      throw new GobException("a message's length of " + numberBytes + " bytes is no number");
    }
    need(1 + numberBytes);
    end = position + 1 + numberBytes;
    long length = unsigned();
    check("message bytes", length, limits.messageBytes());
    valueBytes += 1 + numberBytes + length;
    check("value bytes", valueBytes, limits.valueBytes());
    need((int) length);
    end = position + (int) length;
  }

  static void check(String limit, long claimed, long allowed) {
    if (Long.compareUnsigned(claimed, allowed) > 0) {
      throw new GobLimitException(limit, claimed, allowed);
    }
  }

  /** Reads from the stream until so many bytes follow the position. */
  private void need(int count) throws IOException {
    while (filled - position < count) {
      if (!fill(position + count)) {
        throw new EOFException("the stream ended inside of a value");
      }
    }
  }

  private boolean fill() throws IOException {
    return fill(position + 1);
  }

  /**
   * Reads what the stream has, at least a byte.
   *
   * @param wanted the place in the buffer up to which bytes are needed
   * @return false at the end of the stream
   */
  private boolean fill(int wanted) throws IOException {
    if (position > 0 && wanted > bytes.length) {
      System.arraycopy(bytes, position, bytes, 0, filled - position);
      wanted -= position;
      filled -= position;
      end -= position;
      position = 0;
    }
    if (filled == bytes.length) {
      resize(Math.min(wanted, GROWTH * bytes.length));
    }
    int read = stream.read(bytes, filled, bytes.length - filled);
    filled += Math.max(0, read);
    return read > 0;
  }

  private void resize(int size) {
    long more = size - bytes.length;
    if (more > 0 && !budget.acquire(more)) {
      throw new GobException(
          "there is no memory left for a message of more than " + bytes.length + " bytes");
    }
    if (more != 0) {
      bytes = Arrays.copyOf(bytes, size);
    }
    if (more < 0) {
      budget.release(-more);
    }
  }

  void close() {
    budget.release(forValue + forStream);
    forValue = forStream = 0;
    position = end = filled = 0;
    resize(IDLE_BYTES);
  }

  private GobException ended() {
    return new GobException("the message ends inside of a value");
  }

  /** Reads an unsigned number of at most 64 bits. */
  long unsigned() {
    if (position == end) {
      throw ended();
    }
    byte first = bytes[position++];
    return first >= 0 ? first : longUnsigned(-first);
  }

  private long longUnsigned(int count) {
    if (count > MAX_NUMBER_BYTES) {
      throw new GobException("a number of " + count + " bytes is too large");
    }
    if (end - position < count) {
      throw ended();
    }
    long number = 0;
    for (int i = 0; i < count; i++) {
      number = number << 8 | bytes[position++] & 0xff;
    }
    return number;
  }

  /** Reads a signed number, whose lowest bit on the wire says whether the others are inverted. */
  long signed() {
    long number = unsigned();
    return (number & 1) == 0 ? number >>> 1 : ~(number >>> 1);
  }

  /** Reads a length of bytes of this message. */
  private int length() {
    long length = unsigned();
    if (Long.compareUnsigned(length, end - position) > 0) {
      throw new GobException(
          "%s bytes are claimed, but the message has %d more"
              .formatted(Long.toUnsignedString(length), end - position));
    }
    return (int) length;
  }

  String text() {
    int length = length();
    String text = new String(bytes, position, length, UTF_8);
    position += length;
    return text;
  }

  byte[] bytes() {
    int length = length();
    position += length;
    return Arrays.copyOfRange(bytes, position - length, position);
  }

  /** Reads a number of things, each of which is at least a byte in this message or later ones. */
  int count(int allowed) {
    long count = unsigned();
    check("elements", count, allowed);
    return (int) count;
  }
}
