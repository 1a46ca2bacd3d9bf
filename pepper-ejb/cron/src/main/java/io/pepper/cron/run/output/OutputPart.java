package io.pepper.cron.run.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * A stretch of a run's output as text.
 *
 * @param next the offset at which the following part begins; the offset asked for if there was
 *     nothing new
 */
public record OutputPart(String text, long next) {
  /**
   * Returns a stretch of a text whose offsets count bytes of UTF-8.
   *
   * @param from in bytes
   * @param max at least 4
   */
  public static OutputPart of(String text, long from, int max) {
    byte[] bytes = text.getBytes(UTF_8);
    if (from > bytes.length) {
      // What was read before may not have got here yet: it must not be read again.
      return new OutputPart("", from);
    }
    int begin = (int) Math.max(from, 0);
    int end = (int) Math.min((long) begin + max, bytes.length);
    return of(Arrays.copyOfRange(bytes, begin, end), begin);
  }

  /**
   * Returns these bytes as text, without an end that may be the first bytes of a character, unless
   * there is nothing else.
   */
  static OutputPart of(byte[] bytes, long from) {
    int whole = Utf8Cut.end(bytes, bytes.length);
    int taken = whole == 0 ? bytes.length : whole;
    return new OutputPart(Utf8Cut.text(Arrays.copyOf(bytes, taken)), from + taken);
  }
}
