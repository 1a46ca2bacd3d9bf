package io.pepper.job;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A job's 64-bit unsigned id (docs/protocol.md, Ids): version bit, 39 bits of milliseconds since
 * 2018-08-06T10:09:22.685Z, 10 bits of the node, 14 bits of sequence.
 *
 * @param bits read as unsigned
 */
public record JobId(long bits) implements Comparable<JobId> {
  /** The Unix milliseconds at which those of an id start: 2018-08-06T10:09:22.685Z. */
  public static final long EPOCH_MILLIS = 1533550162685L;

  static final long VERSION = 1L << 63;
  static final long MILLIS_MASK = (1L << 39) - 1;
  static final int LOW_BITS = 24;
  static final long LOW_MASK = (1L << LOW_BITS) - 1;

  /** Reads the decimal form, or the stream form {@code milliseconds-low}. */
  public static JobId parse(String text) {
    try {
      int dash = text.indexOf('-');
      if (dash < 0) {
        return new JobId(Long.parseUnsignedLong(text));
      }
      long millis = Long.parseLong(text, 0, dash, 10) - EPOCH_MILLIS;
      long low = Long.parseLong(text, dash + 1, text.length(), 10);
      if (millis < 0 || millis > MILLIS_MASK || low < 0 || low > LOW_MASK) {
        throw new NumberFormatException(text);
      }
      return new JobId(VERSION | millis << LOW_BITS | low);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a job id: a decimal number, or milliseconds-number", e);
    }
  }

  /** Returns when the job was accepted, to the millisecond. */
  public Instant acceptedAt() {
    return Instant.ofEpochMilli(acceptedMillis());
  }

  /** Returns the id as Redis streams write theirs: {@code unix milliseconds-number}. */
  public String toStreamId() {
    return acceptedMillis() + "-" + (bits & LOW_MASK);
  }

  private long acceptedMillis() {
    return (bits >>> LOW_BITS & MILLIS_MASK) + EPOCH_MILLIS;
  }

  @Override
  public int compareTo(JobId other) {
    return Long.compareUnsigned(bits, other.bits);
  }

  /** Returns the unsigned decimal, as stored and sent. */
  @Override
  public String toString() {
    byte[] text = new byte[Digits.unsigned(bits)];
    Digits.write(bits, text, 0);
    return new String(text, StandardCharsets.ISO_8859_1);
  }
}
