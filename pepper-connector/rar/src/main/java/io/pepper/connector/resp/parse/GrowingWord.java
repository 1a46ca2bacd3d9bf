package io.pepper.connector.resp.parse;

import java.util.Arrays;

/** One argument as it arrives: never takes more memory than twice what has come. */
final class GrowingWord {
  private static final byte[] NOTHING = {};
  private static final int FIRST = 256;

  private byte[] bytes = NOTHING;
  private int length;
  private int target;

  /**
   * @param target how long the word will be
   * @param available how much of it has arrived already
   */
  void start(int target, int available) {
    this.target = target;
    length = 0;
    bytes = target == 0 ? NOTHING : new byte[Math.min(target, Math.max(FIRST, available))];
  }

  void append(byte[] source, int from, int count) {
    if (length + count > bytes.length) {
      int doubled = Math.max(length + count, 2 * bytes.length);
      bytes = Arrays.copyOf(bytes, Math.min(target, doubled));
    }
    System.arraycopy(source, from, bytes, length, count);
    length += count;
  }

  int length() {
    return length;
  }

  int missing() {
    return target - length;
  }

  /** Returns the word and forgets it. It is exactly as long as announced, if it is complete. */
  byte[] finish() {
    byte[] taken = bytes;
    clear();
    return taken;
  }

  void clear() {
    bytes = NOTHING;
    length = 0;
    target = 0;
  }

  /** Returns an inline command's words, or null if a quote is open. */
  byte[][] split() {
    return InlineWords.split(bytes, length);
  }
}
