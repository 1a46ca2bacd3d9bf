package io.pepper.cron.run.output;

import java.util.Arrays;

/**
 * The first 16 KiB and the last 48 KiB of an output, in memory. Takes no more room than there is
 * output. Used by one thread at a time.
 */
final class HeadAndTail {
  static final int HEAD = 16 * 1024;
  static final int TAIL = 48 * 1024;
  private static final byte[] NONE = {};

  private byte[] head = NONE;
  private int headLength;

  /** A ring: the byte number n after the head is at n modulo its size, once that is TAIL. */
  private byte[] tail = NONE;

  private long tailTotal;
  private byte last = '\n';

  void append(byte[] bytes, int offset, int length) {
    if (length > 0) {
      last = bytes[offset + length - 1];
    }
    int first = Math.min(length, HEAD - headLength);
    if (first > 0) {
      head = grown(head, headLength + first, HEAD);
      System.arraycopy(bytes, offset, head, headLength, first);
      headLength += first;
    }
    appendToTail(bytes, offset + first, length - first);
  }

  /** Returns whether the next byte begins a line. */
  boolean endsALine() {
    return last == '\n';
  }

  /** Returns the number of bytes appended. */
  long total() {
    return headLength + tailTotal;
  }

  /** Returns whether every byte appended is still held. */
  boolean isWhole() {
    return tailTotal <= TAIL;
  }

  /** Returns the bytes from an offset on; only while {@link #isWhole}. */
  byte[] read(long from, int max) {
    byte[] whole = Arrays.copyOf(head, (int) total());
    System.arraycopy(tail, 0, whole, headLength, (int) tailTotal);
    int begin = (int) Math.min(from, whole.length);
    return Arrays.copyOfRange(whole, begin, Math.min(whole.length, begin + max));
  }

  /** Returns beginning and end as text, with a line between them that says how much is missing. */
  String text() {
    if (isWhole()) {
      return Utf8Cut.text(read(0, HEAD + TAIL));
    }
    int headEnd = Utf8Cut.end(head, HEAD);
    byte[] end = tailInOrder();
    int tailBegin = Utf8Cut.begin(end);
    long missing = total() - headEnd - (end.length - tailBegin);
    return Utf8Cut.text(Arrays.copyOf(head, headEnd))
        + "\n… "
        + missing
        + " bytes left out …\n"
        + Utf8Cut.text(Arrays.copyOfRange(end, tailBegin, end.length));
  }

  private void appendToTail(byte[] bytes, int offset, int length) {
    int taken = Math.min(length, TAIL);
    long at = tailTotal + length - taken;
    tail = grown(tail, (int) Math.min(TAIL, tailTotal + length), TAIL);
    int place = (int) (at % TAIL);
    int untilEdge = Math.min(taken, TAIL - place);
    int from = offset + length - taken;
    System.arraycopy(bytes, from, tail, place, untilEdge);
    System.arraycopy(bytes, from + untilEdge, tail, 0, taken - untilEdge);
    tailTotal += length;
  }

  private byte[] tailInOrder() {
    int place = (int) (tailTotal % TAIL);
    byte[] last = new byte[TAIL];
    System.arraycopy(tail, place, last, 0, TAIL - place);
    System.arraycopy(tail, 0, last, TAIL - place, place);
    return last;
  }

  private static byte[] grown(byte[] present, int needed, int most) {
    return present.length >= needed
        ? present
        : Arrays.copyOf(present, Math.min(most, Math.max(needed, 2 * present.length)));
  }
}
